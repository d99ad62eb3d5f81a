import type { Queue } from 'bullmq';
import { QueueLauncher } from '../../../src/execution/launcher.service.js';
import type { QueuePayload } from '../../../src/execution/order-queue.js';
import { Recovery } from '../../../src/execution/recovery.js';
import { FeedStream } from '../../../src/realtime/feed-stream.js';
import { OrderDesk } from '../../../src/realtime/order-desk.js';
import { OrderHub } from '../../../src/realtime/order-hub.js';
import { OrphanLog } from '../../../src/realtime/orphan-log.js';
import { Relay } from '../../../src/realtime/relay.js';
import { Sweeper } from '../../../src/realtime/sweeper.js';
import { CONFIG } from './config.js';
import { Core, NO_CRASHES } from './core.js';
import type { Machine } from './machine.js';
import { queueAway } from './ports.js';

/** A process with the role `api`: takes orders, serves sockets, and sweeps. */
export class ApiProcess extends Core {
  readonly hub: OrderHub;
  readonly desk: OrderDesk;
  readonly feed: FeedStream;

  constructor(readonly machine: Machine) {
    super(machine);
    const { clock } = machine;
    const queue = queueOf(machine);
    const launcher = new QueueLauncher(queue, this.journal, this.expiry, CONFIG, clock, NO_CRASHES);
    const recovery = new Recovery(this.expiry, this.dispatch, launcher, queue, CONFIG, clock);
    const orphans = new OrphanLog();
    this.hub = new OrderHub(this.reader, clock, orphans);
    this.desk = new OrderDesk(this.reader, launcher);
    this.feed = new FeedStream(this.reader, clock);
    const relay = new Relay(this.bus, this.hub, this.feed, orphans);
    relay.onModuleInit();
    new Sweeper(clock, this.bus, this.reader, this.hub, this.feed, relay).onApplicationBootstrap();
    recovery.onApplicationBootstrap();
  }
}

interface Added {
  readonly data: QueuePayload;
  readonly opts: { readonly jobId: string };
}

/** The part of BullMQ's queue that adds jobs and asks about them. */
function queueOf(machine: Machine): Queue<QueuePayload> {
  const { jobs } = machine.world;
  return {
    on: () => undefined,
    addBulk: (added: readonly Added[]) =>
      machine.call('add jobs', () => added.forEach(({ data, opts }) => jobs.add(opts.jobId, data)), queueAway),
    getJobState: (id: string) => machine.call('ask for a job', () => jobs.stateOf(id), queueAway),
  } as unknown as Queue<QueuePayload>;
}
