/** The part of the standard WebSocket that the client uses; browsers, Node from 22 on and `ws` have it. */
export interface SocketLike {
  addEventListener(
    type: 'open' | 'message' | 'error' | 'close',
    listener: (event: { data?: unknown; code?: number; reason?: string }) => void,
  ): void;
  send(text: string): void;
  close(code?: number, reason?: string): void;
  /** Where there is one: ends it without waiting for the peer. */
  terminate?(): void;
}
export type SocketConstructor = new (url: string) => SocketLike;

/** How a connection ended. 1006: it was lost, or never came about. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
}

export interface ConnectionOptions {
  readonly onOpen: () => void;
  readonly signal?: AbortSignal | undefined;
  /** How long the engine may be silent before it is asked, and then again before it counts as lost. */
  readonly timeoutMs: number;
}

/** The platform's WebSocket, else that of `ws`. */
export async function platformSocket(): Promise<SocketConstructor> {
  const { WebSocket } = globalThis as { WebSocket?: unknown };
  if (WebSocket) return WebSocket as SocketConstructor;
  const ws = (await import('ws')) as unknown as { WebSocket: SocketConstructor };
  return ws.WebSocket;
}

/** Browsers cannot ping. The engine answers every frame, this one by saying that it does not know it. */
const ARE_YOU_THERE = '{"id":"ping","event":"ping"}';

/** One connection, as its frames in order and its end. */
export class Connection {
  closed: Closed | undefined;
  private readonly frames: unknown[] = [];
  private readonly socket: SocketLike;
  private wake: () => void = () => undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private open = false;
  private asked = false;

  constructor(
    socketClass: SocketConstructor,
    url: string,
    private readonly options: ConnectionOptions,
  ) {
    this.socket = new socketClass(url);
    this.socket.addEventListener('open', () => {
      if (this.closed) return;
      this.open = true;
      this.listen();
      options.onOpen();
    });
    this.socket.addEventListener('message', ({ data }) => this.take(data));
    // What went wrong is told by the close that follows.
    this.socket.addEventListener('error', () => undefined);
    this.socket.addEventListener('close', ({ code = 1006, reason = '' }) => this.end({ code, reason }));
    options.signal?.addEventListener('abort', this.abort, { once: true });
    this.listen();
  }

  /** The next frame; undefined when there is none and the connection has ended. @throws the signal's reason */
  async next(): Promise<unknown> {
    for (;;) {
      this.options.signal?.throwIfAborted();
      if (this.frames.length > 0) return this.frames.shift();
      if (this.closed) return undefined;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** Leaves it: nothing more is taken, and the socket is closed. */
  leave(): void {
    if (this.closed) return;
    this.end({ code: 1000, reason: 'left' });
    this.socket.close(1000);
  }

  private readonly abort = (): void => this.leave();

  private take(data: unknown): void {
    if (this.closed || typeof data !== 'string') return;
    this.listen();
    const frame = parse(data);
    if (frame === undefined) this.lose(1007, 'what the engine sent is not a JSON object');
    else this.frames.push(frame);
    this.wake();
  }

  /** A network that fails tells nobody: who is silent is asked, and lost when there is no answer. */
  private listen(): void {
    this.asked = false;
    clearTimeout(this.silence);
    this.silence = setTimeout(this.ask, this.options.timeoutMs);
  }

  private readonly ask = (): void => {
    if (!this.open || this.asked) {
      this.lose(1006, `no answer within ${this.options.timeoutMs} ms`);
      return;
    }
    this.listen();
    this.asked = true;
    this.socket.send(ARE_YOU_THERE);
  };

  private lose(code: number, reason: string): void {
    this.end({ code, reason });
    if (this.socket.terminate) this.socket.terminate();
    else this.socket.close();
  }

  private end(closed: Closed): void {
    this.closed ??= closed;
    clearTimeout(this.silence);
    this.options.signal?.removeEventListener('abort', this.abort);
    this.wake();
  }
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
