import { setTimeout as sleep } from 'node:timers/promises';
import { Crowd } from '../support/crowd.js';
import { PrivateRedis } from '../support/private-redis.js';
import { judge } from '../support/verdict.js';
import { World } from '../support/world.js';
import { Recovery } from './recovery.js';
import type { Scenario } from './scenario.js';

const OUTAGE_MS = 10_000;

/** Redis is away for 10 s at a time: no POST fails, and every order of that time ends afterwards. */
export const REDIS_OUTAGES: Scenario = {
  id: 'G4',
  title: 'Redis down for 10 s',
  needsRedis: true,
  size: { smallest: 1, faults: 1, chaos: 10 },
  run: async (cycles, say) => {
    const redis = await PrivateRedis.start();
    const world = await World.open('redis', { REDIS_URL: redis.url });
    try {
      const engine = await world.start();
      const crowd = new Crowd(() => engine.url);
      const recovery = new Recovery(world);
      let posts = 0;
      const runs: Promise<void>[] = [];
      for (let cycle = 1; cycle <= cycles; cycle++) {
        await redis.kill();
        const back = performance.now() + OUTAGE_MS;
        while (performance.now() < back) {
          runs.push(crowd.run(1, 1));
          posts++;
          await sleep(100);
          say(`outage ${cycle} of ${cycles}: ${posts} orders placed`);
        }
        await redis.startAgain();
        await recovery.mark();
        await Promise.all(runs);
      }
      const { orders, ...wrong } = await judge(world, crowd);
      return {
        size: `${cycles} outages, ${orders} orders`,
        happened: { outages: cycles, 'orders placed meanwhile': posts },
        wrong: { ...wrong, 'POST errors': crowd.resent, 'POSTs beyond 500 ms': crowd.slowestMs > 500 ? 1 : 0 },
        measured: {
          'slowest POST ms': Math.round(crowd.slowestMs),
          'longest recovery ms': (await recovery.longest()).longestMs,
        },
      };
    } finally {
      await world.close();
      await redis.kill();
    }
  },
};
