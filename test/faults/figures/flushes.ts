import { setTimeout as sleep } from 'node:timers/promises';
import { Crowd } from '../support/crowd.js';
import { PrivateRedis } from '../support/private-redis.js';
import { judge } from '../support/verdict.js';
import { World } from '../support/world.js';
import { Dice } from './dice.js';
import { Fleet } from './fleet.js';
import { Recovery } from './recovery.js';
import type { Scenario } from './scenario.js';

const ORDERS_PER_FLUSH = 60;

/** Redis forgets every job, lock and subscription under load; every other time it is killed and starts empty. */
export const FLUSHES: Scenario = {
  id: 'G3',
  title: 'Redis FLUSHALL under load',
  needsRedis: true,
  size: { smallest: 1, faults: 2, chaos: 20 },
  run: async (flushes, say) => {
    const dice = new Dice(3);
    const redis = await PrivateRedis.start();
    const world = await World.open('redis', {
      REDIS_URL: redis.url,
      SIM_LATENCY_MS: '30',
      SIM_SLOT_MS: '100',
      WORKER_CONCURRENCY: '3',
    });
    try {
      const fleet = await Fleet.start(world, dice, 2);
      const crowd = new Crowd(fleet.base);
      const recovery = new Recovery(world);
      let done = 0;
      let keys = 0;
      const storm = (async (): Promise<void> => {
        while (done < flushes) {
          await sleep(dice.whole(800, 1_500));
          keys += await redis.flush();
          if (done % 2 === 1) {
            await redis.kill();
            await sleep(dice.whole(50, 800));
            await redis.startAgain();
          }
          await recovery.mark();
          done++;
          say(`${done} of ${flushes} flushes, ${keys} keys gone, ${crowd.lives.length} orders`);
        }
      })();
      await Promise.all([storm, crowd.run(flushes * ORDERS_PER_FLUSH, 40, undefined, () => done < flushes)]);
      const { orders, ...wrong } = await judge(world, crowd);
      const renewed = await world.query('SELECT FROM orders WHERE generation > 0');
      return {
        size: `${done} flushes, ${orders} orders`,
        happened: { flushes: done, 'keys lost': keys, 'orders queued again': renewed.length },
        wrong,
        measured: { 'longest recovery ms': (await recovery.longest()).longestMs },
      };
    } finally {
      await world.close();
      await redis.kill();
    }
  },
};
