/** The part of the standard WebSocket that the client uses; browsers, Node from 22 on and `ws` have it. */
export interface SocketLike {
  addEventListener(
    type: 'open' | 'message' | 'error' | 'close',
    listener: (event: { data?: unknown; code?: number; reason?: string }) => void,
  ): void;
  close(code?: number, reason?: string): void;
}
export type SocketConstructor = new (url: string) => SocketLike;

/** How a connection ended. 1006: it was lost, or never came about. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** The platform's WebSocket, else that of `ws`. */
export async function platformSocket(): Promise<SocketConstructor> {
  const { WebSocket } = globalThis as { WebSocket?: unknown };
  if (WebSocket) return WebSocket as SocketConstructor;
  const ws = (await import('ws')) as unknown as { WebSocket: SocketConstructor };
  return ws.WebSocket;
}

/** One connection, as its frames in order and its end. */
export class Connection {
  closed: Closed | undefined;
  private readonly frames: unknown[] = [];
  private readonly socket: SocketLike;
  private wake: () => void = () => undefined;
  private done = false;

  constructor(
    socketClass: SocketConstructor,
    url: string,
    onOpen: () => void,
    private readonly signal?: AbortSignal,
  ) {
    this.socket = new socketClass(url);
    this.socket.addEventListener('open', () => {
      if (!this.done) onOpen();
    });
    this.socket.addEventListener('message', ({ data }) => this.take(data));
    // What went wrong is told by the close that follows.
    this.socket.addEventListener('error', () => undefined);
    this.socket.addEventListener('close', ({ code = 1006, reason = '' }) => this.end({ code, reason }));
    signal?.addEventListener('abort', this.abort, { once: true });
  }

  /** The next frame; undefined when there is none and the connection has ended. @throws the signal's reason */
  async next(): Promise<unknown> {
    for (;;) {
      this.signal?.throwIfAborted();
      if (this.frames.length > 0) return this.frames.shift();
      if (this.closed) return undefined;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** Leaves it: nothing more is taken, and the socket is closed. */
  leave(): void {
    if (this.done) return;
    this.done = true;
    this.signal?.removeEventListener('abort', this.abort);
    this.socket.close(1000);
    this.end({ code: 1000, reason: 'left' });
  }

  private readonly abort = (): void => {
    this.leave();
    this.wake();
  };

  private take(data: unknown): void {
    if (this.done || typeof data !== 'string') return;
    this.frames.push(JSON.parse(data));
    this.wake();
  }

  private end(closed: Closed): void {
    this.closed ??= closed;
    this.signal?.removeEventListener('abort', this.abort);
    this.wake();
  }
}
