import { setTimeout as sleep } from 'node:timers/promises';
import { Crowd } from '../support/crowd.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { judge } from '../support/verdict.js';
import { World } from '../support/world.js';
import { Dice } from './dice.js';
import type { Scenario } from './scenario.js';

/** Two gateways behind proxies that cut every connection at random moments, requests and sockets alike. */
export const CUTS: Scenario = {
  id: 'G9',
  title: 'random cuts of sockets',
  size: { smallest: 20, faults: 200, chaos: 50_000 },
  run: async (cuts, say) => {
    const dice = new Dice(9);
    const world = await World.open('postgres', { SIM_SLOT_MS: '100', SIM_LATENCY_MS: '20', WORKER_CONCURRENCY: '40' });
    const proxies: TcpProxy[] = [];
    try {
      const gateways = [await world.start(), await world.start('api')];
      for (const { url } of gateways) proxies.push(await TcpProxy.before(url));
      const addresses = gateways.map(({ url }, n) => proxies[n]?.url(url).replace(/\/$/, '') ?? url);
      const crowd = new Crowd(() => dice.pick(addresses));
      const harmed = (): number => proxies.reduce((sum, proxy) => sum + proxy.harmed, 0);
      const storm = (async (): Promise<void> => {
        while (harmed() < cuts) {
          await sleep(dice.whole(20, 300));
          const proxy = dice.pick(proxies);
          if (dice.next() < 0.8) proxy.cut();
          else proxy.halfClose();
          say(`${harmed()} of ${cuts} connections cut, ${crowd.lives.length} orders ended`);
        }
      })();
      await Promise.all([storm, crowd.run(50, 30, undefined, () => harmed() < cuts)]);
      const { orders, ...wrong } = await judge(world, crowd);
      const returns = crowd.lives.reduce((sum, life) => sum + life.returns, 0);
      return {
        size: `${harmed()} cuts, ${orders} orders`,
        happened: { cuts: harmed(), 'sockets that came back': returns },
        wrong,
      };
    } finally {
      await world.close();
      for (const proxy of proxies) await proxy.close();
    }
  },
};
