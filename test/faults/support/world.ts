import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { auditAll } from '../../../src/operations/audit/order-audit.js';
import { call, SELL_1_SOL } from '../../support/client.js';
import type { Reply } from '../../support/client.js';
import { startEngineProcess } from '../../support/engine-process.js';
import type { EngineProcess } from '../../support/engine-process.js';
import { testDatabase } from '../../support/test-database.js';
import { engineEnv } from '../../support/test-engine.js';
import type { Backend } from '../../support/test-engine.js';

/** Locks and sweeps short enough that a test sees a recovery within seconds. */
const QUICK = {
  LOCK_MS: '1000',
  SWEEP_MS: '300',
  RETRY_BASE_MS: '50',
  LOG_LEVEL: 'log',
  // A transaction is valid for 150 slots: longer than a takeover on a busy machine, so that it is the first to land.
  SIM_SLOT_MS: '100',
};

/** A database of its own, processes of the engine on it, and ways to look at what became of its orders. */
export class World {
  private readonly processes: EngineProcess[] = [];

  private constructor(
    readonly databaseUrl: string,
    readonly env: Record<string, string>,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(backend: Backend, env: Record<string, string> = {}): Promise<World> {
    const { url, drop } = await testDatabase();
    return new World(url, { ...engineEnv(url, backend), ...QUICK, ...env }, drop);
  }

  /** On a server that the caller owns: nothing is dropped at the end. */
  static at(url: string, env: Record<string, string> = {}): World {
    return new World(url, { ...engineEnv(url), ...QUICK, ...env }, () => Promise.resolve());
  }

  async start(roles?: string, env: Record<string, string> = {}): Promise<EngineProcess> {
    const process = await startEngineProcess({ ...this.env, ...env }, roles);
    this.processes.push(process);
    return process;
  }

  /** Plain SQL, on a connection of its own: what is seen from outside. */
  async query<Row = Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.databaseUrl });
    await client.connect();
    try {
      return (await client.query(sql, values)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  /** An order's row, by its client order id. */
  async order(clientOrderId: string): Promise<Record<string, unknown> | undefined> {
    return (await this.query('SELECT * FROM orders WHERE client_order_id = $1', [clientOrderId]))[0];
  }

  /** Transactions of an order that the chain has landed, and that wait there. */
  async landings(orderId: string): Promise<{ landed: number; waiting: number }> {
    const [row] = await this.query<{ landed: string; waiting: string }>(
      `SELECT (SELECT count(*) FROM sim_transactions WHERE client_ref LIKE $1 || ':%' AND status = 'landed') AS landed,
              (SELECT count(*) FROM sim_mempool WHERE client_ref LIKE $1 || ':%') AS waiting`,
      [orderId],
    );
    return { landed: Number(row?.landed), waiting: Number(row?.waiting) };
  }

  /** Everything that the audit finds wrong, and every order without an end. */
  async faults(): Promise<string[]> {
    const source = await new DataSource({ type: 'postgres', url: this.databaseUrl }).initialize();
    try {
      const findings = (await auditAll(source)).filter(({ ok }) => !ok);
      const open: { id: string }[] = await source.query(`SELECT id FROM orders WHERE finished_at IS NULL`);
      return [...findings.map(({ check, detail }) => `${check}: ${detail}`), ...open.map(({ id }) => `${id} is open`)];
    } finally {
      await source.destroy();
    }
  }

  async close(): Promise<void> {
    await Promise.all(
      this.processes
        .filter(({ child }) => child.exitCode === null && child.signalCode === null)
        .map((process) => {
          // One that a test has stopped would not hear it.
          process.child.kill('SIGCONT');
          return process.end('SIGTERM');
        }),
    );
    await this.drop();
  }
}

/** Places an order; undefined when the server died before it answered. */
export function place(url: string, clientOrderId: string, fields: object = {}): Promise<Reply | undefined> {
  const order = { ...SELL_1_SOL, clientOrderId, ...fields };
  return call(`${url}/api/orders/execute`, 'POST', order).catch(() => undefined);
}

/** Resolves when a process has ended, with the signal that ended it. */
export async function deathOf({ child }: EngineProcess): Promise<NodeJS.Signals | null> {
  if (child.exitCode === null && child.signalCode === null) {
    await new Promise((resolve) => child.once('exit', resolve));
  }
  return child.signalCode;
}
