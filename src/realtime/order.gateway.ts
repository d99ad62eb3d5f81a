import type { IncomingMessage } from 'node:http';
import { UseFilters } from '@nestjs/common';
import { ConnectedSocket, MessageBody, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import type { OnGatewayConnection, OnGatewayDisconnect } from '@nestjs/websockets';
import { OrderStaging } from '../orders/staging.js';
import { CLOSE } from './close-codes.js';
import { readConnectQuery } from './connect-query.js';
import { EngineSocket } from './engine-socket.js';
import { FeedCommands } from './feed-commands.js';
import { FeedSession } from './feed-session.js';
import { FeedStream } from './feed-stream.js';
import { FrameErrorFilter } from './frame-error.filter.js';
import type { Frame } from './frame.js';
import { OrderDesk } from './order-desk.js';
import { OrderHub } from './order-hub.js';
import { OrderSession } from './order-session.js';
import type { OrderSessionContext } from './order-session.js';
import { principalOf } from './principal.js';

/** The door for sockets: reads what a client wants and hands it on. Everything is registered before the first wait. */
@UseFilters(FrameErrorFilter)
@WebSocketGateway({ path: '/ws' })
export class OrderGateway implements OnGatewayConnection<EngineSocket>, OnGatewayDisconnect<EngineSocket> {
  private readonly feeds = new Map<EngineSocket, FeedSession>();
  private readonly orders = new Map<EngineSocket, OrderSession>();

  private readonly context: OrderSessionContext;

  constructor(
    desk: OrderDesk,
    staging: OrderStaging,
    private readonly hub: OrderHub,
    private readonly feed: FeedStream,
    private readonly commands: FeedCommands,
  ) {
    this.context = { hub, desk, staging };
  }

  handleConnection(socket: EngineSocket, request: IncomingMessage): void {
    const wish = readConnectQuery(request.url ?? '');
    const owner = principalOf(request);
    if (wish.kind === 'feed') {
      this.feeds.set(socket, new FeedSession(owner, socket, this.hub, this.feed));
      return;
    }
    socket.listenOnly = true;
    if (wish.kind === 'refused') return socket.finish(CLOSE.BAD_QUERY, wish.reason);
    const session = new OrderSession(this.context, socket, owner);
    this.orders.set(socket, session);
    void (wish.kind === 'follow' ? session.follow(wish) : session.place(wish));
  }

  handleDisconnect(socket: EngineSocket): void {
    this.feeds.get(socket)?.end();
    this.orders.get(socket)?.end();
    this.feeds.delete(socket);
    this.orders.delete(socket);
  }

  @SubscribeMessage('execute')
  async execute(@ConnectedSocket() socket: EngineSocket, @MessageBody() frame: Frame): Promise<void> {
    await this.commands.execute(this.sessionOf(socket), frame);
  }

  @SubscribeMessage('subscribe')
  async subscribe(@ConnectedSocket() socket: EngineSocket, @MessageBody() frame: Frame): Promise<void> {
    await this.commands.subscribe(this.sessionOf(socket), frame);
  }

  @SubscribeMessage('unsubscribe')
  async unsubscribe(@ConnectedSocket() socket: EngineSocket, @MessageBody() frame: Frame): Promise<void> {
    await this.commands.unsubscribe(this.sessionOf(socket), frame);
  }

  @SubscribeMessage('cancel')
  async cancel(@ConnectedSocket() socket: EngineSocket, @MessageBody() frame: Frame): Promise<void> {
    await this.commands.cancel(this.sessionOf(socket), frame);
  }

  private sessionOf(socket: EngineSocket): FeedSession {
    const session = this.feeds.get(socket);
    if (!session) throw new Error('a frame came on a socket that is closed');
    return session;
  }
}
