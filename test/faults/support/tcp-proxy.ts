import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** What a proxy does with connections: lets them through, refuses new ones, or takes bytes and passes none on. */
export type Mode = 'pass' | 'refuse' | 'blackhole';

interface Pair {
  readonly client: Socket;
  readonly upstream: Socket;
}

/** How long the rest of what a client sends in one go may take, ms. */
const GATHER_MS = 20;

/** Stands between a client and a server on loopback, and does to connections what networks do. */
export class TcpProxy {
  mode: Mode = 'pass';
  /** ms before bytes of the server reach the client. */
  delayMs = 0;
  /** How often something was done to a connection: what a test asserts. */
  harmed = 0;
  /** What the server said on connections whose client was cut off before. */
  unheard = '';
  private readonly pairs = new Set<Pair>();
  private cutting: ((bytes: Buffer) => boolean) | undefined;
  private late: (() => Promise<unknown>) | undefined;

  private constructor(
    private readonly server: Server,
    private readonly target: { readonly host: string; readonly port: number },
  ) {
    server.on('connection', (client) => this.accept(client));
  }

  /** @param target of the server, e.g. `redis://127.0.0.1:6379` */
  static async before(target: string): Promise<TcpProxy> {
    const { hostname, port } = new URL(target);
    const server = createServer({ allowHalfOpen: true });
    const proxy = new TcpProxy(server, { host: hostname, port: Number(port) });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** The target's address, by way of the proxy. */
  url(target: string): string {
    const url = new URL(target);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  /** Connections that are open. */
  get open(): number {
    return this.pairs.size;
  }

  /** Ends every connection now. */
  cut(): void {
    for (const { client, upstream } of this.pairs) {
      this.harmed += 1;
      client.destroy();
      upstream.destroy();
    }
  }

  /** Ends the sending side of every connection towards the client, which may still send. */
  halfClose(): void {
    for (const { client } of this.pairs) {
      this.harmed += 1;
      client.end();
    }
  }

  /**
   * The next time the client sends such bytes they are passed on, and then the connection ends before an answer
   * can reach the client.
   */
  cutAfter(fits: (bytes: Buffer) => boolean): void {
    this.cutting = fits;
    this.late = undefined;
  }

  /** The same, but the server gets the bytes, whole, only once the client has lost its connection and `late` resolves. */
  cutBefore(fits: (bytes: Buffer) => boolean, late: () => Promise<unknown>): void {
    this.cutting = fits;
    this.late = late;
  }

  async close(): Promise<void> {
    for (const { client, upstream } of this.pairs) {
      client.destroy();
      upstream.destroy();
    }
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private accept(client: Socket): void {
    if (this.mode === 'refuse') {
      this.harmed += 1;
      client.resetAndDestroy();
      return;
    }
    const upstream = connect({ ...this.target, allowHalfOpen: true });
    const pair = { client, upstream };
    this.pairs.add(pair);
    let silent = false;
    let kept: Buffer[] | undefined;
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on('data', (bytes: Buffer) => {
        if (this.mode === 'blackhole' || silent) {
          this.harmed += 1;
          if (silent && from === upstream) this.unheard += bytes.toString('latin1');
          if (from === client) kept?.push(bytes);
          return;
        }
        if (from === client && this.cutting?.(bytes)) {
          this.cutting = undefined;
          this.harmed += 1;
          silent = true;
          const { late } = this;
          if (late) {
            const held = (kept = [bytes]);
            setTimeout(() => {
              client.destroy();
              void late().finally(() => upstream.write(Buffer.concat(held)));
            }, GATHER_MS);
            return;
          }
          to.write(bytes, () => client.destroy());
          return;
        }
        if (from === upstream && this.delayMs > 0) setTimeout(() => to.write(bytes), this.delayMs);
        else to.write(bytes);
      });
      from.on('end', () => silent || to.end());
      from.on('error', () => silent || to.destroy());
      from.on('close', () => {
        // What the server is doing for a client that was cut off goes on to its end.
        if (!silent) to.destroy();
        this.pairs.delete(pair);
      });
    }
  }
}
