import { setTimeout as sleep } from 'node:timers/promises';
import { Crowd } from '../support/crowd.js';
import { PrivatePostgres } from '../support/private-postgres.js';
import { judge } from '../support/verdict.js';
import { World } from '../support/world.js';
import { Dice } from './dice.js';
import { Fleet } from './fleet.js';
import { Recovery } from './recovery.js';
import type { Scenario } from './scenario.js';

const ORDERS_PER_RESTART = 100;

/** PostgreSQL goes down under load, in turn as after a crash and in order, and comes back; the engine is left alone. */
export const POSTGRES_RESTARTS: Scenario = {
  id: 'G5',
  title: 'PostgreSQL restart under load',
  size: { smallest: 1, faults: 2, chaos: 10 },
  run: async (restarts, say) => {
    const dice = new Dice(5);
    const postgres = await PrivatePostgres.start();
    const world = World.at(postgres.url, { SIM_LATENCY_MS: '20' });
    try {
      const fleet = await Fleet.start(world, dice, 2);
      const crowd = new Crowd(fleet.base);
      const recovery = new Recovery(world);
      let done = 0;
      const storm = (async (): Promise<void> => {
        while (done < restarts) {
          await sleep(dice.whole(1_000, 2_000));
          await postgres.stop(done % 2 === 0 ? 'SIGQUIT' : 'SIGINT');
          await sleep(dice.whole(200, 1_500));
          await postgres.startAgain();
          await recovery.mark();
          done++;
          say(`${done} of ${restarts} restarts, ${crowd.resent} requests sent again, ${crowd.lives.length} orders`);
        }
      })();
      await Promise.all([storm, crowd.run(restarts * ORDERS_PER_RESTART, 15, undefined, () => done < restarts)]);
      const { orders, ...wrong } = await judge(world, crowd);
      const { caught, longestMs } = await recovery.longest();
      const returns = crowd.lives.reduce((sum, life) => sum + life.returns, 0);
      return {
        size: `${done} restarts, ${orders} orders`,
        happened: { restarts: done, 'orders caught': caught },
        wrong,
        measured: { 'longest recovery ms': longestMs, 'requests refused or cut': crowd.resent + returns },
      };
    } finally {
      await world.close();
      await postgres.remove();
    }
  },
};
