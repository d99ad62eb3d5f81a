import type pg from 'pg';
import { openClient, type RunningServer } from './open-client.js';

/** The type package does not know these two. */
type StayClient = pg.Client & { ref(): void; unref(): void };

const RETRY_MS = { first: 100, most: 2_000 };

/**
 * An idle connection that tells other processes that this one uses the server; the system closes it when the
 * process dies. When lost, it is opened again as soon as a server runs. It does not keep the process alive.
 */
export class StayConnection {
  private client: StayClient | undefined;
  private opening: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  /** @param locate finds the server, wherever it runs by then; undefined when none does */
  constructor(private readonly locate: () => Promise<RunningServer | undefined>) {}

  /** @throws Error when no server runs or it accepts no connection; later losses are not reported */
  async open(): Promise<void> {
    const server = await this.locate();
    if (server === undefined) throw new Error('No PostgreSQL server is running.');
    // "postgres" rather than the program's database, so that the latter can be dropped.
    const client = (await openClient(server, 'postgres', `order-engine-stay:${process.pid}`)) as StayClient;
    this.client = client;
    client.unref();
    client.on('end', () => {
      this.client = undefined;
      this.reopenLater(RETRY_MS.first);
    });
  }

  /** Resolves once the server has dropped the connection, too; never rejects. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.opening;
    this.client?.ref();
    await this.client?.end().catch(() => undefined);
  }

  private reopenLater(delayMs: number): void {
    if (this.closed) return;
    this.timer = setTimeout(() => {
      this.opening = this.open().catch(() => this.reopenLater(Math.min(2 * delayMs, RETRY_MS.most)));
    }, delayMs).unref();
  }
}
