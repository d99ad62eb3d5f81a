import { SELL_1_SOL, call } from '../support/client.js';
import { startTestEngine } from '../support/test-engine.js';

/** Where the answer to a POST sends the client. */
async function wsUrlOf(env: Record<string, string>, headers: Record<string, string>): Promise<string> {
  const engine = await startTestEngine({ ROLES: 'api', ...env });
  try {
    const { body } = await call(`${engine.url}/api/orders/execute`, 'POST', SELL_1_SOL, headers);
    return (body['wsUrl'] as string).replace(/\?orderId=[0-9a-f-]{36}$/, '');
  } finally {
    await engine.stop();
  }
}

const forwarded = { 'x-forwarded-host': 'trade.example', 'x-forwarded-proto': 'https' };

describe('the socket of a new order', () => {
  it('is where the client called', async () => {
    expect(await wsUrlOf({}, forwarded)).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/ws$/);
  });

  it('is where a trusted proxy was called', async () => {
    expect(await wsUrlOf({ TRUST_PROXY: 'true' }, forwarded)).toBe('wss://trade.example/ws');
  });

  it('is where PUBLIC_URL says', async () => {
    expect(await wsUrlOf({ PUBLIC_URL: 'https://engine.example/' }, {})).toBe('wss://engine.example/ws');
  });
});
