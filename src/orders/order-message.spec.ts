import type { OrderEvent, OrderEventKind } from './order-event.js';
import { toMessage } from './order-message.js';

const at = Date.parse('2026-11-21T02:00:00.000Z');
const event = (kind: OrderEventKind, seq: number, attempt: number, data: object): OrderEvent => ({
  orderId: '019ab3c4-5d6e-7f80-91a2-b3c4d5e6f708',
  seq,
  kind,
  attempt,
  data: data as OrderEvent['data'],
  at,
});

describe('the public form of an event', () => {
  it('is pinned to the byte', () => {
    const data = { orderType: 'market', fromToken: 'SOL', toToken: 'USDC', amount: '1.5', slippageBps: 50 };
    expect(JSON.stringify(toMessage(event('staged', 1, 0, data)))).toBe(
      '{"event":"job:waiting","orderId":"019ab3c4-5d6e-7f80-91a2-b3c4d5e6f708","jobId":"019ab3c4-5d6e-7f80-91a2-b3c4d5e6f708",' +
        '"seq":1,"status":"pending","attempt":0,"at":"2026-11-21T02:00:00.000Z","message":"sell 1.5 SOL for USDC",' +
        '"data":{"orderType":"market","fromToken":"SOL","toToken":"USDC","amount":"1.5","slippageBps":50}}',
    );
  });

  it.each([
    ['routed', { quotes: [{}, {}, {}] }, 'job:progress', 'routing', 'compared 3 venues'],
    ['built', { minAmountOut: '244.1', toToken: 'USDC' }, 'job:progress', 'building', 'at least 244.1 USDC'],
    ['submitted', { lastValidSlot: 151 }, 'job:progress', 'submitted', 'sent, valid until slot 151'],
    [
      'confirmed',
      { amountOut: '245', toToken: 'USDC', slot: 9 },
      'job:completed',
      'confirmed',
      'got 245 USDC in slot 9',
    ],
    ['retrying', { reason: 'no answer', delayMs: 500 }, 'job:retrying', 'pending', 'no answer; trying again in 500 ms'],
    ['failed', { reason: 'no route' }, 'job:failed', 'failed', 'no route'],
    ['cancelled', { reason: 'by the client' }, 'job:failed', 'cancelled', 'by the client'],
    ['expired', { reason: 'nobody came' }, 'job:failed', 'expired', 'nobody came'],
  ] as const)('tells %s in words', (kind, data, name, status, message) => {
    expect(toMessage(event(kind, 2, 1, data))).toMatchObject({
      event: name,
      status,
      message,
      seq: 2,
      attempt: 1,
      data,
    });
  });
});
