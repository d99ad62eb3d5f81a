import { readFileSync } from 'node:fs';
import { describeVenue } from '../venue-contract.js';
import { dlmmFromAccounts, dlmmPool } from './dlmm-pool.js';
import { priceOfBin } from './dlmm-price.js';
import type { DlmmState } from './dlmm-state.js';
import { MeteoraDlmm } from './meteora-dlmm.js';

const venue = new MeteoraDlmm();
const now = 1_760_000_000;

function accounts(id: string): { bins: { id: number; priceQ64: string }[]; binStep: number } {
  const url = new URL(`../../../test/fixtures/meteora-dlmm-${id}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as ReturnType<typeof accounts>;
}

const MAINNET = [
  'EtAdVRLFH22rjWh3mcUasKFF27WtHhsaCvK27tPFFWig',
  '9t3EyC9FweyL7PBWvKz3mrXg8B9fwFc9SK3QxM4ENqhd',
  'B5Eia4cE71tKuEDaqPHucJLG2fxySKyKzLMewd2nUvoc',
] as const;
const [layered, onlyY, dear] = MAINNET.map((id) => dlmmFromAccounts(accounts(id))) as [DlmmState, DlmmState, DlmmState];

const fresh = dlmmPool({
  price: { numerator: 163n, denominator: 1000n },
  binStep: 10,
  binsEachSide: 30,
  value: 2_000_000_000_000n,
  fee: 1_000_000n,
  volatilityControl: 40_000n,
});

/** Bins far apart, orders on both sides of the price. */
const sparse: DlmmState = {
  ...fresh,
  bins: fresh.bins
    .filter(({ id }) => id % 7 === 0)
    .map((bin) => ({ ...bin, openOrders: 5_000_000n, processedOrders: 12_345n, askSide: bin.id > fresh.activeId })),
  vaultX: 1n << 60n,
  vaultY: 1n << 60n,
};

describeVenue(venue, [
  { label: 'SOL/USDC', state: fresh, now, most: [1n << 46n, 1n << 46n] },
  { label: 'sparse bins with orders on both sides', state: sparse, now, most: [1n << 46n, 1n << 46n] },
  {
    label: 'mainnet, orders of more than the vault',
    state: layered,
    now,
    most: [1n << 42n, 1n << 42n],
    consistent: false,
  },
  {
    label: 'mainnet, shortly after a swap',
    state: layered,
    now: 1_734_391_450,
    most: [1n << 42n, 1n << 42n],
    consistent: false,
  },
  { label: 'mainnet, fees in Y, orders on both sides', state: onlyY, now, most: [1n << 50n, 1n << 50n] },
  { label: 'mainnet, the largest fee', state: dear, now, most: [1n << 32n, 1n << 32n] },
]);

describe('meteora-dlmm', () => {
  it.each(MAINNET)('has the program’s bin prices: %s', (id) => {
    const { bins, binStep } = accounts(id);
    for (const bin of bins) expect(priceOfBin(bin.id, binStep)).toBe(BigInt(bin.priceQ64));
  });

  it('takes liquidity first, then processed orders, then open ones', () => {
    const { activeId } = fresh;
    const bin = {
      id: activeId,
      x: 0n,
      y: 100n,
      openOrders: 300n,
      processedOrders: 200n,
      askSide: false,
      price: 1n << 64n,
    };
    const fees = { ...fresh.fees, base: 0n, variableControl: 0n };
    const state: DlmmState = { ...fresh, fees, bins: [bin] };
    const binAfter = (amountIn: bigint): unknown => {
      const effect = venue.apply(state, { aToB: true, amountIn, now });
      return effect.ok && effect.state.bins[0];
    };
    expect(binAfter(60n)).toEqual({ ...bin, x: 60n, y: 40n });
    expect(binAfter(250n)).toEqual({ ...bin, x: 100n, y: 0n, processedOrders: 50n });
    expect(binAfter(450n)).toEqual({ ...bin, x: 100n, y: 0n, processedOrders: 150n, openOrders: 0n });
    expect(venue.quote(state, { aToB: true, amountIn: 601n, now })).toMatchObject({
      code: 'OUT_OF_LIQUIDITY',
      maxAmountIn: 600n,
    });
    expect(venue.quote(state, { aToB: false, amountIn: 1n, now })).toMatchObject({ code: 'OUT_OF_LIQUIDITY' });
    const plain = { ...state, limitOrders: false };
    expect(venue.quote(plain, { aToB: true, amountIn: 101n, now })).toMatchObject({ maxAmountIn: 100n });
  });

  it('gives no more than a bin holds for the input that just takes it all', () => {
    const fees = { ...fresh.fees, base: 0n, variableControl: 0n };
    const orders = { openOrders: 100n, processedOrders: 100n, askSide: false };
    const bin = { id: fresh.activeId, x: 0n, y: 100n, ...orders, price: 3n << 64n };
    const state: DlmmState = { ...fresh, fees, bins: [bin] };
    for (const layers of [1n, 2n, 3n]) {
      const quote = venue.quote(state, { aToB: true, amountIn: 34n * layers, now });
      expect(quote).toMatchObject({ ok: true, amountOut: 100n * layers });
    }
  });

  it('charges more with every bin crossed, and forgets by and by', () => {
    const first = venue.apply(fresh, { aToB: true, amountIn: 1_000_000_000_000n, now });
    if (!first.ok) throw new Error(first.code);
    const { accumulator, indexReference } = first.state.volatility;
    expect(accumulator).toBe((fresh.activeId - first.state.activeId) * 10_000);
    expect(indexReference).toBe(fresh.activeId);
    const feeAfter = (rest: number): bigint => {
      const quote = venue.quote(first.state, { aToB: false, amountIn: 1_000_000n, now: now + rest });
      return quote.ok ? quote.fee : -1n;
    };
    const [atOnce, soon, later] = [feeAfter(0), feeAfter(30), feeAfter(600)];
    expect(atOnce).toBe(feeAfter(29));
    expect(atOnce > soon && soon > later).toBe(true);
    expect(later).toBe(1000n);
  });

  it('never charges more than a tenth', () => {
    const volatile = { ...dear, fees: { ...dear.fees, base: 99_999_999n, variableControl: 4_000_000_000n } };
    const quote = venue.quote(volatile, { aToB: true, amountIn: 1_000_000_000n, now });
    expect(quote).toMatchObject({ ok: true, feeSide: 'in' });
    expect(quote.ok && quote.fee <= 100_000_030n && quote.fee >= 99_999_999n).toBe(true);
  });

  it('takes fees in Y on the output where the pair says so', () => {
    const sell = venue.quote(onlyY, { aToB: true, amountIn: 1_000_000n, now });
    const buy = venue.quote(onlyY, { aToB: false, amountIn: 1_000_000n, now });
    expect(sell).toMatchObject({ ok: true, feeSide: 'out', fee: 10_000n, amountOut: 990_000n });
    expect(buy).toMatchObject({ ok: true, feeSide: 'in', fee: 10_005n });
  });

  it('takes no swaps when it is closed', () => {
    expect(venue.quote({ ...fresh, enabled: false }, { aToB: true, amountIn: 1n, now })).toMatchObject({
      code: 'INACTIVE',
    });
  });

  it('refuses states whose figures contradict each other', () => {
    const json = venue.toJson(fresh) as { bins: unknown[]; fees: object };
    expect(() => venue.fromJson({ ...json, bins: json.bins.toReversed() })).toThrow('ascend');
    expect(() => venue.fromJson({ ...json, activeId: 1 << 20 })).toThrow('19 bits');
    expect(() => venue.fromJson({ ...json, activeId: 100_000 })).toThrow('outside of what prices can tell');
    expect(() => venue.fromJson({ ...json, fees: { ...json.fees, mode: 'x' } })).toThrow('mode');
  });
});
