import { setTimeout as sleep } from 'node:timers/promises';
import { Crowd } from '../support/crowd.js';
import { judge } from '../support/verdict.js';
import { World } from '../support/world.js';
import type { Backend } from '../../support/test-engine.js';
import { Dice } from './dice.js';
import type { Figure } from './figure.js';
import { Fleet } from './fleet.js';
import { Recovery } from './recovery.js';
import type { Scenario } from './scenario.js';

const ORDERS_PER_KILL = 25;

/** Two processes with all roles; one by lot is killed, again and again, in the middle of orders. */
export async function killProcesses(kills: number, say: (line: string) => void, backend: Backend): Promise<Figure> {
  const dice = new Dice(1);
  const world = await World.open(backend, { SIM_LATENCY_MS: '30', SIM_SLOT_MS: '100' });
  try {
    const fleet = await Fleet.start(world, dice, 2);
    const crowd = new Crowd(fleet.base);
    const recovery = new Recovery(world);
    let killed = 0;
    const storm = (async (): Promise<void> => {
      while (killed < kills) {
        await sleep(dice.whole(100, 500));
        await recovery.mark();
        await fleet.killOne();
        killed++;
        say(`${killed} of ${kills} kills, ${crowd.lives.length} orders ended`);
      }
    })();
    const load = crowd.run(
      kills * ORDERS_PER_KILL,
      12,
      () => undefined,
      () => killed < kills,
    );
    await Promise.all([storm, load]);
    const { orders, ...wrong } = await judge(world, crowd);
    const { caught, longestMs } = await recovery.longest();
    const returns = crowd.lives.reduce((sum, life) => sum + life.returns, 0);
    return {
      size: `${killed} kills, ${orders} orders`,
      happened: { kills: killed, 'orders caught': caught, 'clients cut off': returns },
      wrong: { ...wrong, 'recoveries beyond 8 s': longestMs > 8_000 ? 1 : 0 },
      measured: { 'longest recovery ms': longestMs, resent: crowd.resent },
    };
  } finally {
    await world.close();
  }
}

export const KILLS: Scenario = {
  id: 'G1',
  title: 'kill -9 at random points',
  size: { smallest: 3, faults: 20, chaos: 200 },
  run: (kills, say) => killProcesses(kills, say, 'postgres'),
};
