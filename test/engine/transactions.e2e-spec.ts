import { tokenOf } from '../../src/tokens/tokens.js';
import { parseAmount } from '../../src/common/amount.js';
import { venueOf } from '../../src/venues/registry.js';
import { call, follow, stage } from '../support/client.js';
import { startTestEngine } from '../support/test-engine.js';
import type { TestEngine } from '../support/test-engine.js';

interface Leg {
  readonly venue: string;
  readonly pool: string;
  readonly tokens: readonly [string, string];
  readonly fromToken: string;
  readonly toToken: string;
  readonly amountIn: string;
  readonly amountOut: string;
  readonly fee: string;
  readonly feeToken: string;
  readonly poolBefore: Readonly<Record<string, unknown>>;
}

const units = (text: string, token: string): bigint => parseAmount(text, tokenOf(token).decimals);

describe('a transaction', () => {
  let engine: TestEngine;
  beforeAll(async () => void (engine = await startTestEngine()));
  afterAll(() => engine.stop());

  const confirmed = async (order: Readonly<Record<string, string>>) => {
    const { frames } = await follow((await stage(engine.url, order)).wsUrl);
    const last = frames.at(-1)!;
    expect(last).toMatchObject({ status: 'confirmed' });
    return last.data as Record<string, unknown>;
  };
  const transaction = (signature: unknown) => call(`${engine.url}/api/transactions/${String(signature)}`);

  it.each([
    { fromToken: 'SOL', toToken: 'USDC', amount: '1500' },
    { fromToken: 'BONK', toToken: 'RAY', amount: '500000000' },
  ])('shows all that it takes to compute its amounts again: $fromToken for $toToken', async (order) => {
    const told = await confirmed(order);
    const { status, body } = await transaction(told['signature']);
    expect(status).toBe(200);
    const legs = body['legs'] as unknown as Leg[];
    const { signature, slot, amountIn, amountOut, fills } = told;
    expect(body).toMatchObject({ status: 'landed', signature, slot, amountIn, amountOut, legs: fills });
    expect(legs.length).toBeGreaterThan(1);
    const now = Date.parse(String(body['time'])) / 1_000;
    const states = new Map<string, unknown>();
    for (const leg of legs) {
      const venue = venueOf(leg.venue);
      const before = venue.fromJson(leg.poolBefore);
      const request = { aToB: leg.tokens[0] === leg.fromToken, amountIn: units(leg.amountIn, leg.fromToken), now };
      expect(venue.quote(before, request)).toMatchObject({
        amountOut: units(leg.amountOut, leg.toToken),
        fee: units(leg.fee, leg.feeToken),
      });
      const effect = venue.apply(before, request);
      states.set(leg.pool, effect.ok && effect.state);
    }
    const bought = legs.filter(({ toToken }) => toToken === order.toToken);
    const sum = bought.reduce((total, leg) => total + units(leg.amountOut, leg.toToken), 0n);
    expect(sum).toBe(units(String(amountOut), order.toToken));
    expect(states.size).toBe(legs.length);
  });

  it('is none under a signature that never landed, or what is no signature', async () => {
    for (const signature of ['1'.repeat(88), 'x', '%00', '__proto__', 'a'.repeat(5_000)]) {
      expect(await transaction(signature)).toMatchObject({ status: 404, body: { code: 'TRANSACTION_NOT_FOUND' } });
    }
  });
});
