import { Module } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { AddressInfo } from 'node:net';
import { loadConfig } from '../../../src/config/load-config.js';
import { ConfigModule } from '../../../src/config/config.module.js';
import { EventBus } from '../../../src/events/event-bus.js';
import { Launcher } from '../../../src/execution/launcher.js';
import { OrderCancelling } from '../../../src/orders/cancelling.js';
import { OrderReader } from '../../../src/orders/order-reader.js';
import { OrderStaging } from '../../../src/orders/staging.js';
import { EngineWsAdapter } from '../../../src/realtime/engine-ws.adapter.js';
import { LiveSockets } from '../../../src/realtime/live-sockets.js';
import { RealtimeCounts } from '../../../src/realtime/realtime-counts.js';
import { REALTIME_PROVIDERS } from '../../../src/realtime/realtime.module.js';
import { FakeJournal } from './fake-journal.js';
import { FakeCancelling, FakeLauncher, FakeReader, FakeStaging } from './fake-ports.js';
import { FaultyBus } from './faulty-bus.js';
import { WsClient } from './ws-client.js';

/** Settings that these tests turn. */
export interface RealtimeAppOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly pingMs?: number;
  readonly highWaterBytes?: number;
}

/** The gateway on a real port, over the real adapter; only orders and their execution are in memory. */
export class RealtimeApp {
  private constructor(
    private readonly app: INestApplication,
    readonly bus: FaultyBus,
    readonly journal: FakeJournal,
    readonly port: number,
  ) {}

  static async start({ env = {}, ...realtime }: RealtimeAppOptions = {}): Promise<RealtimeApp> {
    const loaded = loadConfig(env);
    const config = { ...loaded, realtime: { ...loaded.realtime, ...realtime } };
    const bus = new FaultyBus();
    const journal = new FakeJournal(bus);

    @Module({
      imports: [ConfigModule.forRoot(config)],
      providers: [
        { provide: EventBus, useValue: bus },
        { provide: OrderReader, useValue: new FakeReader(journal) },
        { provide: OrderStaging, useValue: new FakeStaging(journal) },
        { provide: OrderCancelling, useValue: new FakeCancelling(journal) },
        { provide: Launcher, useValue: new FakeLauncher(journal) },
        ...REALTIME_PROVIDERS,
      ],
    })
    class TestModule {}

    const module = await Test.createTestingModule({ imports: [TestModule] }).compile();
    const app = module.createNestApplication({ logger: false });
    app.useWebSocketAdapter(new EngineWsAdapter(app, config));
    await app.listen(0, '127.0.0.1');
    const { port } = (app.getHttpServer() as { address(): AddressInfo }).address();
    return new RealtimeApp(app, bus, journal, port);
  }

  get sockets(): LiveSockets {
    return this.app.get(LiveSockets);
  }

  get counts(): RealtimeCounts {
    return this.app.get(RealtimeCounts);
  }

  /** Opens a socket; `query` with its question mark. */
  connect(query = '', headers: Record<string, string> = {}): WsClient {
    return new WsClient(`ws://127.0.0.1:${this.port}/ws${query}`, headers);
  }

  async stop(): Promise<void> {
    await this.app.close();
  }
}
