import { Launcher } from '../../../src/execution/launcher.js';
import type { LaunchResult } from '../../../src/execution/launcher.js';
import { OrderCancelling } from '../../../src/orders/cancelling.js';
import { OrderReader } from '../../../src/orders/order-reader.js';
import type { HistoryPosition, OrderHistory, StoredEvent } from '../../../src/orders/order-reader.js';
import type { Order } from '../../../src/orders/order.js';
import { OrderStaging } from '../../../src/orders/staging.js';
import type { StagedOrder } from '../../../src/orders/staging.js';
import type { FakeJournal } from './fake-journal.js';

export class FakeReader extends OrderReader {
  constructor(private readonly journal: FakeJournal) {
    super();
  }

  async history(owner: string | null, position: HistoryPosition): Promise<OrderHistory | undefined> {
    await this.journal.beforeRead();
    return this.journal.history(owner, position);
  }

  list(): Promise<readonly Order[]> {
    return Promise.reject(new Error('nobody lists here'));
  }

  async eventsSince(storedAt: number, limit: number): Promise<readonly StoredEvent[]> {
    return this.journal.eventsSince(storedAt, limit);
  }

  async databaseTime(): Promise<number> {
    return this.journal.time();
  }
}

export class FakeStaging extends OrderStaging {
  constructor(private readonly journal: FakeJournal) {
    super();
  }

  async stage(owner: string, input: unknown): Promise<StagedOrder> {
    const staged = this.journal.stage(owner, (input ?? {}) as Record<string, unknown>);
    await new Promise(setImmediate);
    return staged;
  }
}

export class FakeLauncher extends Launcher {
  constructor(private readonly journal: FakeJournal) {
    super();
  }

  async launch(orderId: string): Promise<LaunchResult> {
    await new Promise(setImmediate);
    return this.journal.launch(orderId);
  }
}

export class FakeCancelling extends OrderCancelling {
  constructor(private readonly journal: FakeJournal) {
    super();
  }

  async cancel(_owner: string, orderId: string): Promise<Order> {
    await new Promise(setImmediate);
    return this.journal.cancel(orderId);
  }
}
