import { Logger } from '@nestjs/common';
import type { MessageMappingProperties } from '@nestjs/websockets';
import type { RawData } from 'ws';
import { DomainError } from '../common/domain-error.js';
import type { FrameId } from './answers.js';
import { refusal } from './answers.js';
import { CLOSE } from './close-codes.js';
import type { EngineSocket } from './engine-socket.js';
import { readFrame } from './frame.js';
import type { Frame, ReadFrame } from './frame.js';

/** Frames of one socket that may be worked on at once; beyond, nothing more is read from it. */
const MAX_IN_FLIGHT = 128;

/** Reads what one client sends, and brings each frame to the gateway's handler or answers it. */
export class FrameReader {
  private static readonly logger = new Logger(FrameReader.name);

  constructor(
    private readonly socket: EngineSocket,
    private readonly handlers: readonly MessageMappingProperties[],
  ) {}

  read(data: RawData, isBinary: boolean): void {
    const { socket } = this;
    if (socket.readyState !== socket.OPEN) return;
    socket.missedPings = 0;
    if (isBinary) return socket.finish(CLOSE.NOT_TEXT, 'frames must be JSON text, not binary');
    const read = this.parse(data);
    if (!read) return socket.finish(CLOSE.NOT_JSON, 'this frame is not JSON');
    if (socket.listenOnly) {
      const id = 'frame' in read ? read.frame.id : read.id;
      return this.refuse(id, 'LISTEN_ONLY', 'this socket follows one order; connect to /ws without a query to send');
    }
    if ('fault' in read) return socket.deliver(refusal(read.id, read.fault));
    this.dispatch(read.frame);
  }

  private parse(data: RawData): ReadFrame | undefined {
    try {
      return readFrame((data as Buffer).toString());
    } catch {
      return undefined;
    }
  }

  private dispatch(frame: Frame): void {
    const handler = this.handlers.find(({ message }) => message === frame.event);
    if (!handler) {
      const known = this.handlers.map(({ message }) => String(message)).join(', ');
      return this.refuse(frame.id, 'UNKNOWN_EVENT', `there is no event "${frame.event.slice(0, 40)}"; known: ${known}`);
    }
    const { socket } = this;
    if (++socket.inFlight >= MAX_IN_FLIGHT) socket.pause();
    const handle = handler.callback as (frame: Frame, event: string) => Promise<unknown>;
    handle(frame, frame.event)
      .catch((error: unknown) => FrameReader.logger.error(`"${frame.event}" failed`, error))
      .finally(() => {
        if (--socket.inFlight < MAX_IN_FLIGHT && socket.isPaused) socket.resume();
      });
  }

  private refuse(id: FrameId | undefined, code: 'LISTEN_ONLY' | 'UNKNOWN_EVENT', message: string): void {
    this.socket.deliver(refusal(id, new DomainError(code, message)));
  }
}
