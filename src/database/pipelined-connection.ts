import { Client } from 'pg';
import { PATIENCE_MS } from './data-source.js';
import type { Statement } from './database.js';

export interface Call {
  readonly statement: Statement;
  readonly values: readonly unknown[];
}

/** What `pg` has but does not declare. */
type PipelinedClient = Client & { readonly connection: { readonly stream: { cork(): void; uncork(): void } } };

type Rows = readonly Readonly<Record<string, unknown>>[];

/**
 * A connection of its own on which several statements go as one transaction, one packet and one round trip. Made when
 * first needed, and again after it broke. Calls of `run` must not overlap.
 */
export class PipelinedConnection {
  private client: Promise<PipelinedClient> | undefined;

  constructor(
    private readonly url: string,
    private readonly name: string,
  ) {}

  /** Rows of each call, all or none of which took effect. Rejects with the driver's first error. */
  async run(calls: readonly Call[]): Promise<Rows[]> {
    const client = await (this.client ??= this.connect());
    const [only] = calls;
    if (only && calls.length === 1) return [await query(client, only)];
    // Corked, so that the statements leave as one packet.
    const { stream } = client.connection;
    stream.cork();
    const begun = client.query('BEGIN');
    const results = calls.map((call) => query(client, call));
    const committed = client.query('COMMIT');
    stream.uncork();
    const answers = await Promise.allSettled([begun, ...results, committed]);
    const failed = answers.find((answer) => answer.status === 'rejected');
    if (failed) throw failed.reason;
    return await Promise.all(results);
  }

  async close(): Promise<void> {
    const client = await this.client?.catch(() => undefined);
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<PipelinedClient> {
    const client = new Client({
      connectionString: this.url,
      application_name: this.name,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
      keepAlive: true,
      pipeline: true,
    } as ConstructorParameters<typeof Client>[0]);
    const forget = (): void => void (this.client = undefined);
    client.on('error', forget);
    client.on('end', forget);
    try {
      await client.connect();
    } catch (error) {
      forget();
      throw error;
    }
    return client as PipelinedClient;
  }
}

async function query(client: Client, { statement, values }: Call): Promise<Rows> {
  const { rows } = await client.query<Record<string, unknown>>({ ...statement, values: values as unknown[] });
  return rows;
}
