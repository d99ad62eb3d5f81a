import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { INestApplicationContext } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import type { MessageMappingProperties } from '@nestjs/websockets';
import type { WebSocketServer } from 'ws';
import { DomainError } from '../common/domain-error.js';
import type { AppConfig } from '../config/app-config.js';
import { EngineSocket } from './engine-socket.js';
import { FrameReader } from './frame-reader.js';
import { refuseUpgrade } from './http-refusal.js';
import { LiveSockets } from './live-sockets.js';
import { isAllowedOrigin } from './origin-policy.js';
import { CLOSE_GRACE_MS } from './timing.js';

/** Clients only send commands. */
const MAX_PAYLOAD_BYTES = 4_096;

type EngineServer = WebSocketServer & { readonly path: string; readonly clients: Set<EngineSocket> };

/**
 * Nest's adapter for `ws` with what a public server needs: a check of the origin before the upgrade, limits, words for
 * every refusal, and no work per socket beyond its own listeners.
 */
export class EngineWsAdapter extends WsAdapter {
  private readonly sockets: LiveSockets;
  private readonly listeners = new Map<Server, (request: IncomingMessage, socket: Duplex, head: Buffer) => void>();

  constructor(
    app: INestApplicationContext,
    private readonly config: AppConfig,
  ) {
    super(app);
    this.sockets = app.get(LiveSockets);
  }

  override create(port: number, options: Record<string, unknown> = {}): EngineServer {
    return super.create(port, {
      ...options,
      WebSocket: EngineSocket,
      maxPayload: MAX_PAYLOAD_BYTES,
      perMessageDeflate: false,
      closeTimeout: CLOSE_GRACE_MS,
      highWaterBytes: this.config.realtime.highWaterBytes,
    }) as EngineServer;
  }

  /** A fault of the protocol is the client's, and no line in our log. */
  override bindErrorHandler(server: EngineServer): EngineServer {
    server.on('connection', (socket) => socket.on('error', ignore));
    server.on('error', (error) => this.logger.error(error));
    return server;
  }

  override bindMessageHandlers(socket: EngineSocket, handlers: MessageMappingProperties[]): void {
    const reader = new FrameReader(socket, handlers);
    socket.on('message', (data, isBinary) => reader.read(data, isBinary));
  }

  override async close(server: EngineServer): Promise<void> {
    await this.sockets.goAway();
    await super.close(server);
  }

  override async dispose(): Promise<void> {
    for (const [server, listener] of this.listeners) server.off('upgrade', listener);
    await super.dispose();
  }

  protected override ensureHttpServerExists(port: number, server?: Server): Server | undefined {
    if (!server) throw new Error('sockets need the HTTP server of the application');
    if (this.httpServersRegistry.has(port)) return undefined;
    this.httpServersRegistry.set(port, server);
    const listener = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      this.upgrade((this.wsServersRegistry.get(port) ?? []) as EngineServer[], request, socket, head);
    };
    server.on('upgrade', listener);
    this.listeners.set(server, listener);
    return server;
  }

  private upgrade(servers: readonly EngineServer[], request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', ignore);
    const server = servers.find(({ path }) => path === pathOf(request.url));
    const refused = this.refusal(server, request);
    if (!server || refused) {
      refuseUpgrade(socket, refused ?? new DomainError('NOT_FOUND', 'there are no sockets here'));
      return;
    }
    server.handleUpgrade(request, socket, head, (client) => {
      const engineSocket = client as EngineSocket;
      socket.off('error', ignore);
      engineSocket.attach(socket);
      this.sockets.add(engineSocket);
      engineSocket.once('close', () => this.sockets.remove(engineSocket));
      server.emit('connection', engineSocket, request);
    });
  }

  private refusal(server: EngineServer | undefined, { headers, url }: IncomingMessage): DomainError | undefined {
    if (!server)
      return new DomainError('NOT_FOUND', `there are no sockets at ${pathOf(url).slice(0, 100)}, only at /ws`);
    if (this.sockets.closing) {
      return new DomainError('UNAVAILABLE', 'the server is going away');
    }
    if (isAllowedOrigin(headers, this.config.http)) return undefined;
    return new DomainError('FORBIDDEN_ORIGIN', `the origin ${String(headers.origin).slice(0, 100)} is not allowed`);
  }
}

function pathOf(url = ''): string {
  return url.split('?', 1)[0] ?? '';
}

function ignore(): void {}
