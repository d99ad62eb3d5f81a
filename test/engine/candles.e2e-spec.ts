import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Chain } from '../../src/chain/chain.js';
import { poolOf, swapOn } from '../chain/support/transactions.js';
import { call } from '../support/client.js';
import { startTestEngine, type TestEngine } from '../support/test-engine.js';

describe('the market over REST', () => {
  let engine: TestEngine;

  beforeAll(async () => {
    engine = await startTestEngine({ SIM_SLOT_MS: '0', SIM_FLOW: 'false' });
    const chain = engine.app.get(Chain, { strict: false });
    const pool = await poolOf(chain, 'SOL', 'USDC');
    for (const [clientRef, amountIn] of Object.entries({ one: 1_000_000_000n, other: 2_500_000_000n })) {
      await chain.submit(chain.prepare(swapOn(pool, clientRef, { amountIn })));
      await chain.awaitOutcome(clientRef, 10_000);
    }
  });
  afterAll(() => engine.stop());

  it('shows candles as decimal strings with ISO times', async () => {
    const { status, body } = await call(`${engine.url}/api/candles?pair=SOL/USDC&interval=1d`);
    expect(status).toBe(200);
    const price = expect.stringMatching(/^1\d\d\.\d+$/) as string;
    const candle = { open: price, high: price, low: price, close: price };
    expect(body).toEqual({
      pair: 'SOL/USDC',
      interval: '1d',
      items: [{ time: '2026-01-01T00:00:00.000Z', ...candle, volume: '3.5', trades: 2 }],
    });
    const [{ open, high, low, close }] = body['items'] as [Record<string, string>];
    // Both sold SOL.
    expect([open, close]).toEqual([high, low]);
    expect(Number(low)).toBeLessThan(Number(high));
  });

  it('answers the inverse pair inverted, the default interval, and pages', async () => {
    const straight = (await call(`${engine.url}/api/candles?pair=SOL-USDC`)).body;
    const inverse = (await call(`${engine.url}/api/candles?pair=USDC-SOL`)).body;
    expect(straight['interval']).toBe('1m');
    const [one, other] = [straight['items'][0], inverse['items'][0]];
    expect(inverse['pair']).toBe('USDC/SOL');
    expect(Number(other.open) * Number(one.open)).toBeCloseTo(1, 9);
    expect(Number(other.high) * Number(one.low)).toBeCloseTo(1, 9);
    const before = encodeURIComponent(one.time);
    expect((await call(`${engine.url}/api/candles?pair=SOL/USDC&before=${before}`)).body['items']).toEqual([]);
    expect((await call(`${engine.url}/api/candles?pair=RAY/SOL&limit=5`)).body['items']).toEqual([]);
  });

  it.each([
    ['pair=SOL/BTC', 'UNKNOWN_PAIR', /SOL\/USDC/],
    ['pair=SOL/USDC&interval=2m', 'UNKNOWN_INTERVAL', /1m, 5m, 15m, 1h, 1d/],
    ['interval=1m', 'VALIDATION_FAILED', /pair is missing/],
    ['pair=SOL/USDC&limit=0', 'VALIDATION_FAILED', /1 to 1000/],
    ['pair=SOL/USDC&before=%00', 'VALIDATION_FAILED', /before must be a time/],
    ['pair[a]=SOL/USDC', 'VALIDATION_FAILED', /pair/],
  ])('refuses %s with %s', async (search, code, detail) => {
    const { status, headers, body } = await call(`${engine.url}/api/candles?${search}`);
    expect(status).toBe(400);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({ code, detail: expect.stringMatching(detail) });
  });

  it('shows pools with fee and depth, all or of one pair', async () => {
    const all = (await call(`${engine.url}/api/pools`)).body['items'] as Record<string, unknown>[];
    const some = (await call(`${engine.url}/api/pools?pair=USDC/SOL`)).body['items'] as typeof all;
    expect(some).toEqual(all.filter(({ tokens }) => String(tokens) === 'SOL,USDC'));
    expect(new Set(some.map(({ venue }) => venue)).size).toBe(4);
    const amount = expect.stringMatching(/^\d+(\.\d+)?$/) as string;
    expect(some[0]).toEqual({
      pool: expect.any(String),
      venue: 'raydium-cpmm',
      venueName: 'Raydium CPMM',
      tokens: ['SOL', 'USDC'],
      price: amount,
      feeBps: 25,
      holdings: { SOL: amount, USDC: amount },
      depth: [10, 50, 100, 200].map((priceImpactBps) => ({ priceImpactBps, sell: { SOL: amount, USDC: amount } })),
      asOfSlot: expect.any(Number),
    });
    expect((await call(`${engine.url}/api/pools?pair=BTC/SOL`)).body).toMatchObject({ code: 'UNKNOWN_PAIR' });
    expect((await call(`${engine.url}/api/pools?venue=x`)).body).toMatchObject({ code: 'VALIDATION_FAILED' });
  });
});
