import { Crowd } from '../support/crowd.js';
import { judge } from '../support/verdict.js';
import { World } from '../support/world.js';
import type { Scenario } from './scenario.js';

/** Every fifth submit is answered by a timeout although the chain took it; others are dropped without a word. */
export const UNKNOWN_OUTCOMES: Scenario = {
  id: 'G6',
  title: 'unknown outcome of 20 % of submits',
  size: { smallest: 20, faults: 200, chaos: 20_000 },
  run: async (orders, say) => {
    const world = await World.open('postgres', {
      SIM_TIMEOUT_RATE: '0.2',
      SIM_DROP_RATE: '0.05',
      SIM_ERROR_RATE: '0.02',
      WORKER_CONCURRENCY: '20',
    });
    try {
      const engine = await world.start();
      const crowd = new Crowd(() => engine.url);
      await crowd.run(orders, 20, (done) => say(`${done} of ${orders} orders`));
      const { orders: judged, ...wrong } = await judge(world, crowd);
      const unknown = engine.output().split('chain call gave no answer (submitting timed out)').length - 1;
      return { size: `${judged} orders`, happened: { 'unknown outcomes': unknown }, wrong };
    } finally {
      await world.close();
    }
  },
};
