import { setTimeout as sleep } from 'node:timers/promises';
import { call } from '../../support/client.js';
import { persist } from '../../support/persist.js';
import type { Life } from '../../support/persist.js';

const PAIRS = [
  { fromToken: 'SOL', toToken: 'USDC', amount: '0.5' },
  { fromToken: 'USDC', toToken: 'SOL', amount: '75' },
  { fromToken: 'SOL', toToken: 'USDT', amount: '0.25' },
] as const;

/** Clients that place orders and follow each to its end over HTTP and sockets alone, whatever happens to the servers. */
export class Crowd {
  /** Orders that a server has acknowledged. */
  readonly acknowledged = new Set<string>();
  readonly lives: Life[] = [];
  /** Requests that were sent again, because there was no answer or a 503. */
  resent = 0;
  /** Answers that no client should get: anything but 200, 201 and 503. */
  readonly wrongAnswers: string[] = [];
  /** The longest that a request took to be answered. */
  slowestMs = 0;
  private next = 0;

  /** @param base the address to use at the moment, `http://…`; asked before every request and connection */
  constructor(
    private readonly base: () => string,
    private readonly name = 'crowd',
  ) {}

  /**
   * Places and follows `orders` orders, `atOnce` at a time.
   * @param more asked then; while it says yes, there are more
   */
  async run(
    orders: number,
    atOnce: number,
    each: (done: number) => void = () => undefined,
    more: () => boolean = () => false,
  ): Promise<void> {
    const end = this.next + orders;
    const client = async (): Promise<void> => {
      while (this.next < end || more()) {
        const orderId = await this.place(this.next++);
        this.lives.push(await persist(this.base, orderId));
        each(this.lives.length);
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, orders) }, client));
  }

  /** Sends until it is acknowledged, always under the same client order id; the order's id. */
  async place(n: number): Promise<string> {
    const order = { ...PAIRS[n % PAIRS.length], clientOrderId: `${this.name}-${n}` };
    for (;;) {
      const asked = performance.now();
      const reply = await call(`${this.base()}/api/orders/execute`, 'POST', order).catch(() => undefined);
      this.slowestMs = Math.max(this.slowestMs, performance.now() - asked);
      if (reply?.status === 201 || reply?.status === 200) {
        const { orderId } = reply.body as { orderId: string };
        this.acknowledged.add(orderId);
        return orderId;
      }
      if (reply && reply.status !== 503) this.wrongAnswers.push(`${reply.status} ${JSON.stringify(reply.body)}`);
      this.resent++;
      await sleep(30);
    }
  }
}
