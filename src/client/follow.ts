import { EngineError } from './engine-error.js';
import { Connection, platformSocket, type Closed, type SocketConstructor } from './socket.js';
import type { FeedEvent, OrderEvent } from './types.js';
import { backoff, DEFAULT_TIMEOUT_MS, wait, type RetryOptions } from './wait.js';

/** Where a stream of events stands; for a light beside it. */
export interface ConnectionState {
  readonly state: 'connecting' | 'open' | 'reconnecting' | 'closed';
  /** Tries in a row that brought nothing; 0 for the first. */
  readonly attempt: number;
  /** Why the last connection ended, in words. */
  readonly reason?: string;
  /** Of the global feed: it was away and has no position; what happened meanwhile must be read. */
  readonly gap?: boolean;
}

export interface StreamOptions {
  readonly signal?: AbortSignal;
  readonly onConnection?: (state: ConnectionState) => void;
}

export interface SocketOptions {
  readonly base: string;
  readonly webSocket?: SocketConstructor | undefined;
  readonly retry: RetryOptions;
}

/** Close codes after which coming back cannot help, and the error each is. */
const FATAL: Readonly<Record<number, string>> = {
  1003: 'PROTOCOL',
  1007: 'PROTOCOL',
  1008: 'NOT_ALLOWED',
  1009: 'PROTOCOL',
  4400: 'VALIDATION_FAILED',
  4404: 'ORDER_NOT_FOUND',
};
const DONE = 1000;
const EXPIRED = 4410;

/** The events of one stream of connections: reconnects by itself for as long as `more` says. */
export async function* streamed(
  { base, webSocket, retry }: SocketOptions,
  { signal, onConnection }: StreamOptions,
  stream: {
    /** Where to connect to, each time anew. */
    readonly query: () => string;
    /** What to do with a frame: give it out, leave it, or come back because something is missing before it. */
    readonly judge: (frame: OrderEvent) => 'take' | 'skip' | 'missing';
    /** Whether a connection that ended so was the last. */
    readonly isOver: (closed: Closed, frames: number) => boolean;
    readonly gap: boolean;
  },
): AsyncGenerator<OrderEvent, void, undefined> {
  const socketClass = webSocket ?? (await platformSocket());
  let [attempt, first, reason] = [0, true, ''];
  const tell = (state: ConnectionState['state'], gap = false): void =>
    onConnection?.({ state, attempt, ...(reason ? { reason } : {}), ...(gap ? { gap } : {}) });
  for (;;) {
    signal?.throwIfAborted();
    if (first) tell('connecting');
    const away = !first;
    const connection = new Connection(socketClass, `${base.replace(/^http/, 'ws')}/ws${stream.query()}`, {
      onOpen: () => tell('open', stream.gap && away),
      signal,
      timeoutMs: retry.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    });
    let [frames, missing] = [0, false];
    try {
      for (let frame = await connection.next(); frame !== undefined; frame = await connection.next()) {
        const event = frame as OrderEvent;
        const verdict = stream.judge(event);
        if (verdict === 'missing') {
          missing = true;
          break;
        }
        attempt = 0;
        if (verdict === 'skip') continue;
        frames += 1;
        yield event;
        if (!stream.gap && isFinal(event)) {
          tell('closed');
          return;
        }
      }
    } finally {
      connection.leave();
    }
    const closed = missing ? { code: 1006, reason: 'an event was missing' } : (connection.closed as Closed);
    reason = closed.reason || `the connection was lost (${closed.code})`;
    const fatal = FATAL[closed.code];
    if (fatal !== undefined || stream.isOver(closed, frames)) {
      tell('closed');
      if (fatal !== undefined) throw new EngineError(fatal, reason, closed.code);
      return;
    }
    first = false;
    attempt += 1;
    if (attempt > (retry.attempts ?? Infinity)) {
      tell('closed');
      throw new EngineError('UNREACHABLE', `the engine at ${base} does not answer: ${reason}`, closed.code);
    }
    tell('reconnecting');
    await wait(backoff(attempt, retry), signal);
  }
}

/** Whether nothing follows an event. */
export function isFinal({ event }: Pick<OrderEvent, 'event'>): boolean {
  return event === 'job:completed' || event === 'job:failed';
}

/** The events of one order after `lastSeq`, each once and in order, to the last. */
export function followed(
  options: SocketOptions,
  orderId: string,
  { lastSeq = 0, watch = false, ...stream }: StreamOptions & { readonly lastSeq?: number; readonly watch?: boolean },
): AsyncGenerator<OrderEvent, void, undefined> {
  let seq = lastSeq;
  return streamed(options, stream, {
    gap: false,
    query: () => {
      const query = new URLSearchParams({ orderId, lastSeq: String(seq), ...(watch ? { watch: '1' } : {}) });
      return `?${query.toString()}`;
    },
    judge: (frame) => {
      if (typeof frame.seq !== 'number' || frame.seq <= seq) return 'skip';
      if (frame.seq !== seq + 1) return 'missing';
      seq = frame.seq;
      return 'take';
    },
    // Nothing after the position that the caller named, and nothing to come.
    isOver: ({ code }, frames) => code === EXPIRED || (code === DONE && frames === 0 && seq === lastSeq && lastSeq > 0),
  });
}

/** Of so many orders the feed remembers what was shown: an event may come on the old connection and on the new one. */
const REMEMBERED = 10_000;

/** The events of all orders from now on. */
export function fed(options: SocketOptions, stream: StreamOptions): AsyncGenerator<FeedEvent, void, undefined> {
  const shown = new Map<string, number>();
  return streamed(options, stream, {
    gap: true,
    query: () => '',
    judge: ({ jobId, seq }) => {
      if (typeof seq !== 'number' || seq <= (shown.get(jobId) ?? 0)) return 'skip';
      // Anew at the end: the oldest are forgotten first.
      shown.delete(jobId);
      shown.set(jobId, seq);
      const [oldest] = shown.keys();
      if (shown.size > REMEMBERED && oldest !== undefined) shown.delete(oldest);
      return 'take';
    },
    isOver: () => false,
  });
}
