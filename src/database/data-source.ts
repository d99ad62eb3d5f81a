import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';
import type { AppConfig } from '../config/app-config.js';
import { Orders1763700001000 } from './migrations/1763700001000-orders.js';
import { SimulatedChain1763700002000 } from './migrations/1763700002000-simulated-chain.js';
import { Quotes1763700004000 } from './migrations/1763700004000-quotes.js';
import { LedgerProofs1763700005000 } from './migrations/1763700005000-ledger-proofs.js';
import { Candles1763700003000 } from './migrations/1763700003000-candles.js';

/** After this long without an answer, ms, PostgreSQL counts as away, and a client is told to try again. */
export const PATIENCE_MS = 1_800;

/** How TypeORM reaches PostgreSQL. The schema is what the migrations make; nothing is ever synchronised. */
export function dataSourceOptions(config: AppConfig): PostgresDataSourceOptions {
  return {
    type: 'postgres',
    url: config.database.url ?? '',
    synchronize: false,
    migrationsRun: false,
    migrations: [
      Orders1763700001000,
      SimulatedChain1763700002000,
      Candles1763700003000,
      Quotes1763700004000,
      LedgerProofs1763700005000,
    ],
    poolSize: config.database.poolSize,
    applicationName: 'order-engine',
    extra: { connectionTimeoutMillis: PATIENCE_MS, keepAlive: true },
    logging: false,
  };
}
