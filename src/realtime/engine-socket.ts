import type { Duplex } from 'node:stream';
import { WebSocket } from 'ws';
import { CLOSE, fitReason } from './close-codes.js';
import type { Outlet } from './outlet.js';

/** What our sockets are made with, beyond the options of `ws`. */
export interface EngineSocketOptions {
  readonly highWaterBytes: number;
  readonly maxPayload: number;
}

/** Already UTF-8: a shared buffer spares encoding the same text for every socket. */
const TEXT = { binary: false };

/** A client's socket: bounded in what it buffers, and with words in every close frame. */
export class EngineSocket extends WebSocket implements Outlet {
  /** Pings since the peer was last heard. */
  missedPings = 0;
  /** Frames being worked on. */
  inFlight = 0;
  /** Whether its client has nothing to say: it only follows an order. */
  listenOnly = false;
  private transport: Duplex | undefined;
  private gathering = false;

  constructor(
    address: null,
    protocols: undefined,
    private readonly options: EngineSocketOptions,
  ) {
    super(...([address, protocols, options] as unknown as [null]));
    this.on('pong', heard);
  }

  /** The connection below, once it is upgraded. */
  attach(transport: Duplex): void {
    this.transport = transport;
  }

  deliver(frame: Buffer | string): void {
    if (this.readyState !== WebSocket.OPEN) return;
    if (this.bufferedAmount > this.options.highWaterBytes) {
      this.finish(CLOSE.TRY_LATER, 'slow reader: too much is waiting to be read; reconnect with lastSeq');
      return;
    }
    this.gather();
    this.send(frame, TEXT);
  }

  finish(code: number, reason: string): void {
    if (this.readyState !== WebSocket.OPEN) return;
    this.gather();
    this.close(code, reason);
  }

  /** Frames of one turn of the event loop leave as one packet: system calls are what delivery costs most. */
  private gather(): void {
    const { transport } = this;
    if (!transport || this.gathering) return;
    this.gathering = true;
    transport.cork();
    process.nextTick(() => {
      this.gathering = false;
      transport.uncork();
    });
  }

  /** `ws` itself closes on faults of the protocol, without a word. */
  override close(code?: number, data?: string | Buffer): void {
    const reason = data ?? this.reasonFor(code);
    super.close(code, typeof reason === 'string' ? fitReason(reason) : reason);
  }

  private reasonFor(code: number | undefined): string | undefined {
    if (code === CLOSE.TOO_BIG) return `a frame may have at most ${this.options.maxPayload} bytes`;
    return code === CLOSE.NOT_JSON ? 'a text frame must be UTF-8' : undefined;
  }
}

function heard(this: WebSocket): void {
  (this as EngineSocket).missedPings = 0;
}
