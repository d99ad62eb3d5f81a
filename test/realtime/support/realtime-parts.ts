import { FeedCommands } from '../../../src/realtime/feed-commands.js';
import { FeedSession } from '../../../src/realtime/feed-session.js';
import { FeedStream } from '../../../src/realtime/feed-stream.js';
import { OrderDesk } from '../../../src/realtime/order-desk.js';
import { OrderHub } from '../../../src/realtime/order-hub.js';
import { OrderSession } from '../../../src/realtime/order-session.js';
import { OrphanLog } from '../../../src/realtime/orphan-log.js';
import { Relay } from '../../../src/realtime/relay.js';
import { Sweeper } from '../../../src/realtime/sweeper.js';
import { FakeJournal } from './fake-journal.js';
import { FakeOutlet } from './fake-outlet.js';
import { FakeCancelling, FakeLauncher, FakeReader, FakeStaging } from './fake-ports.js';
import { FaultyBus } from './faulty-bus.js';
import { ManualClock } from './manual-clock.js';

/** The realtime part without Nest, network and time, over a journal in memory. */
export class RealtimeParts {
  readonly clock = new ManualClock();
  readonly bus = new FaultyBus();
  readonly journal = new FakeJournal(this.bus, () => this.clock.now());
  readonly reader = new FakeReader(this.journal);
  readonly orphans = new OrphanLog();
  readonly hub = new OrderHub(this.reader, this.clock, this.orphans);
  readonly feed = new FeedStream(this.reader, this.clock);
  readonly relay = new Relay(this.bus, this.hub, this.feed, this.orphans);
  readonly desk = new OrderDesk(this.reader, new FakeLauncher(this.journal));
  readonly staging = new FakeStaging(this.journal);
  readonly commands = new FeedCommands(this.staging, new FakeCancelling(this.journal), this.desk);
  readonly sweeper = new Sweeper(this.clock, this.bus, this.reader, this.hub, this.feed, this.relay);

  constructor() {
    this.relay.onModuleInit();
    this.sweeper.onApplicationBootstrap();
  }

  /** An order's socket. `wish` as the query of the upgrade has it. */
  follow(orderId: string, wish: { lastSeq?: number; watch?: boolean } = {}): FakeOutlet & { session: OrderSession } {
    const outlet = new FakeOutlet();
    const session = new OrderSession(this, outlet, 'local');
    void session.follow({ kind: 'follow', orderId, lastSeq: 0, watch: false, ...wish });
    return Object.assign(outlet, { session });
  }

  /** A socket placed by its query. */
  place(order: Record<string, string>, lastSeq = 0): FakeOutlet & { session: OrderSession } {
    const outlet = new FakeOutlet();
    const session = new OrderSession(this, outlet, 'local');
    void session.place({ kind: 'place', order, lastSeq });
    return Object.assign(outlet, { session });
  }

  /** A socket on the global feed. */
  listen(): FakeOutlet & { session: FeedSession } {
    const outlet = new FakeOutlet();
    return Object.assign(outlet, { session: new FeedSession('local', outlet, this.hub, this.feed) });
  }
}
