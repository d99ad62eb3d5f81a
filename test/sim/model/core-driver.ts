import { DomainError } from '../../../src/common/domain-error.js';
import type { OrderMessage } from '../../../src/orders/order-message.js';
import { OrderSession } from '../../../src/realtime/order-session.js';
import type { ApiProcess } from '../world/api-process.js';
import { World } from '../world/world.js';

/** Long enough for any single call, ms. */
const CALL_MS = 200;

/** The core without a storm, driven by hand through what a client can do. */
export class CoreDriver {
  readonly world: World;

  constructor(seed: number) {
    this.world = new World(seed, { clients: 0, stormy: false });
    for (const machine of this.world.machines) machine.start();
  }

  get now(): number {
    return this.world.scheduler.now;
  }

  async pass(ms: number): Promise<void> {
    await this.world.scheduler.run(this.now + ms);
  }

  /** Kills a worker wherever it is; it comes back by itself. */
  killWorker(): void {
    this.world.machines.find(({ name }) => name.startsWith('worker'))?.crash('by hand');
  }

  async place(clientOrderId: string, amount: string) {
    const order = { fromToken: 'SOL', toToken: 'USDC', amount, clientOrderId };
    return await this.call((api) => api.staging.stage('local', order));
  }

  async cancel(orderId: string) {
    return await this.call((api) => api.cancelling.cancel('local', orderId));
  }

  async read(orderId: string) {
    return await this.call((api) => api.reader.history('local', { orderId, afterSeq: 0 }));
  }

  /** A socket for a moment: what it is shown, and how it is closed if it is. */
  async connect(orderId: string, watch: boolean): Promise<{ readonly seen: OrderMessage[]; readonly code?: number }> {
    const seen: OrderMessage[] = [];
    let code: number | undefined;
    const outlet = {
      deliver: (frame: Buffer | string) => void seen.push(JSON.parse(frame.toString()) as OrderMessage),
      finish: (closed: number) => void (code ??= closed),
    };
    const session = new OrderSession(this.api(), outlet, 'local');
    void session.follow({ kind: 'follow', orderId, lastSeq: 0, watch });
    await this.pass(CALL_MS);
    session.end();
    return { seen, ...(code === undefined ? {} : { code }) };
  }

  private api(): ApiProcess {
    const api = this.world.anyApi();
    if (!api) throw new Error('no API process is up');
    return api;
  }

  /** What a call answers, or the code that it is refused with. */
  private async call<T>(
    ask: (api: ApiProcess) => Promise<T>,
  ): Promise<{ readonly answer?: T; readonly code?: string }> {
    let outcome: { answer?: T; code?: string } | undefined;
    ask(this.api()).then(
      (answer) => (outcome = { answer }),
      (error: unknown) => (outcome = { code: error instanceof DomainError ? error.code : String(error) }),
    );
    await this.world.scheduler.run(this.now + CALL_MS, () => outcome !== undefined);
    return outcome ?? { code: 'NO ANSWER' };
  }
}
