import { Redis } from 'ioredis';
import { call } from '../support/client.js';
import { hasRedisServer, startRedisServer } from '../support/redis-server.js';
import { BACKENDS, isAvailable, startTestEngine } from '../support/test-engine.js';

describe.each(BACKENDS)('readiness on %s', (backend) => {
  it('tells how many workers listen', async ({ skip }) => {
    if (!isAvailable(backend)) skip('no redis-server here');
    const engine = await startTestEngine({}, backend);
    try {
      await vi.waitFor(async () => {
        const { status, body } = await call(`${engine.url}/health/ready`);
        expect([status, body['details'].queue]).toMatchObject([200, { status: 'up', workers: 1 }]);
      }, 30_000);
    } finally {
      await engine.stop();
    }
  });
});

it.skipIf(!hasRedisServer())('is not ready on a Redis that may throw jobs away', async () => {
  const redis = await startRedisServer();
  const admin = new Redis(redis.url);
  const engine = await startTestEngine({ REDIS_URL: redis.url });
  try {
    await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const refused = await call(`${engine.url}/health/ready`);
    expect(refused.status).toBe(503);
    expect(refused.body['error'].queue.message).toContain('allkeys-lru; it must be noeviction');
    await admin.config('SET', 'maxmemory-policy', 'noeviction');
    expect((await call(`${engine.url}/health/ready`)).status).toBe(200);
  } finally {
    admin.disconnect();
    await engine.stop();
    await redis.stop();
  }
});
