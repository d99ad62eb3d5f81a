/** Moments between two steps of I/O, in the order in which an order meets them. */
export const CRASH_POINTS = [
  'staging.arrived',
  'staging.committed',
  'promote.committed',
  'job.queued',
  'claim.committed',
  'routing.read',
  'submitted.stored',
  'chain.took',
  'outcome.known',
  'end.stored',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Where and when a process is to end: at the nth passage of a point, of one order only where a client order id is given. */
export interface CrashOrder {
  readonly point: CrashPoint;
  readonly passage: number;
  readonly clientOrderId?: string;
}

/** Told of every moment at which a crash would leave a step done and the next not. Production has the silent one. */
export abstract class CrashPoints {
  abstract reach(point: CrashPoint, clientOrderId?: string | null): void;
}

/** What runs wherever no crash was ordered. */
export class NoCrashPoints extends CrashPoints {
  override reach(): void {
    // Nothing is to happen.
  }
}

/** Ends the process as a power cut would. For tests: the settings refuse it in production. */
export class CrashingPoints extends CrashPoints {
  private passages = 0;

  constructor(private readonly order: CrashOrder) {
    super();
  }

  override reach(point: CrashPoint, clientOrderId?: string | null): void {
    const { order } = this;
    if (point !== order.point || (order.clientOrderId !== undefined && order.clientOrderId !== clientOrderId)) return;
    this.passages += 1;
    if (this.passages === order.passage) process.kill(process.pid, 'SIGKILL');
  }
}

/** Reads `point[:n][@clientOrderId]`; undefined when it says nothing of the kind. */
export function crashOrderOf(text: string): CrashOrder | undefined {
  const [, name, passage = '1', clientOrderId] = /^([a-z.]+)(?::(\d{1,6}))?(?:@(.{1,64}))?$/.exec(text) ?? [];
  const point = CRASH_POINTS.find((known) => known === name);
  if (!point || Number(passage) < 1) return undefined;
  return { point, passage: Number(passage), ...(clientOrderId === undefined ? {} : { clientOrderId }) };
}
