import { setTimeout as sleep } from 'node:timers/promises';
import { Crowd } from '../support/crowd.js';
import { judge } from '../support/verdict.js';
import { World } from '../support/world.js';
import { Dice } from './dice.js';
import { Fleet } from './fleet.js';
import type { Scenario } from './scenario.js';

const LOCK_MS = 1_000;
const ORDERS_PER_FREEZE = 30;

/** Workers are stopped in the middle of orders for longer than their locks last, and wake when others have taken over. */
export const FREEZES: Scenario = {
  id: 'G2',
  title: 'SIGSTOP beyond the lock',
  size: { smallest: 1, faults: 3, chaos: 100 },
  run: async (freezes, say) => {
    const dice = new Dice(2);
    const world = await World.open('postgres', {
      LOCK_MS: String(LOCK_MS),
      SIM_LATENCY_MS: '80',
      SIM_SLOT_MS: '200',
    });
    try {
      const front = await world.start('api,chain');
      const workers = await Fleet.start(world, dice, 2, 'worker');
      const crowd = new Crowd(() => front.url);
      let frozen = 0;
      const storm = (async (): Promise<void> => {
        // A freeze that found the worker idle proves nothing: more of them, until one was fenced.
        while (frozen < freezes || workers.count('fenced: order') === 0) {
          await sleep(dice.whole(100, 500));
          const { child } = workers.any();
          child.kill('SIGSTOP');
          await sleep(dice.whole(2 * LOCK_MS, 3 * LOCK_MS));
          child.kill('SIGCONT');
          frozen++;
          await sleep(300);
          say(
            `${frozen} of ${freezes} freezes, ${workers.count('fenced: order')} fenced, ${crowd.lives.length} orders`,
          );
          if (frozen > 5 * freezes) break;
        }
      })();
      let over = false;
      void storm.then(() => (over = true));
      await Promise.all([storm, crowd.run(freezes * ORDERS_PER_FREEZE, 12, undefined, () => !over)]);
      const { orders, ...wrong } = await judge(world, crowd);
      return {
        size: `${frozen} freezes, ${orders} orders`,
        happened: { freezes: frozen, fenced: workers.count('fenced: order') },
        wrong,
      };
    } finally {
      await world.close();
    }
  },
};
