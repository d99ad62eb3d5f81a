import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { ChainModule } from '../../../src/chain/chain.module.js';
import { CandleHistory } from '../../../src/chain/candles.js';
import { Chain } from '../../../src/chain/chain.js';
import { FaultScript } from '../../../src/chain/simulated/fault-script.js';
import type { SimulatedChain } from '../../../src/chain/simulated/simulated-chain.js';
import type { AppConfig, Role } from '../../../src/config/app-config.js';
import { ConfigModule } from '../../../src/config/config.module.js';
import { loadConfig } from '../../../src/config/load-config.js';
import { migrate } from '../../../src/database/migrate.js';
import { PgDoorbell } from '../../../src/database/pg-doorbell.js';

export interface OpenChain {
  readonly url: string;
  readonly chain: SimulatedChain;
  readonly candles: CandleHistory;
  readonly script: FaultScript;
  readonly doorbell: PgDoorbell;
  readonly dataSource: DataSource;
  close(): Promise<void>;
}

export interface ChainOptions {
  readonly url: string;
  readonly roles?: readonly Role[];
  /** Over a quiet chain that makes slots by hand: no latency, no faults, no other traders. */
  readonly sim?: Partial<AppConfig['sim']>;
}

const opened: OpenChain[] = [];

/** One process's worth of chain, wired as in the application. */
export async function openChain({ url, roles = ['chain'], sim }: ChainOptions): Promise<OpenChain> {
  const defaults = loadConfig({ DATABASE_URL: url, SIM_SEED: 'test', SIM_LATENCY_MS: '0', SIM_FLOW: 'false' });
  const config: AppConfig = { ...defaults, roles, sim: { ...defaults.sim, slotMs: 0, manual: true, ...sim } };
  await migrate(config);
  const module = await Test.createTestingModule({
    imports: [ConfigModule.forRoot(config), ChainModule],
  }).compile();
  await module.init();
  const doorbell = module.get(PgDoorbell, { strict: false });
  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await module.close();
    await doorbell.close();
  };
  const open: OpenChain = {
    url,
    chain: module.get<SimulatedChain>(Chain),
    candles: module.get(CandleHistory),
    script: module.get(FaultScript),
    doorbell,
    dataSource: module.get(DataSource, { strict: false }),
    close: () => (closed ??= close()),
  };
  opened.push(open);
  return open;
}

/** Closes whatever a test left open. */
export async function closeChains(): Promise<void> {
  await Promise.all(opened.splice(0).map((chain) => chain.close()));
}
