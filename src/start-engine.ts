import { ConsoleLogger } from '@nestjs/common';
import type { LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { LOG_LEVELS } from './config/app-config.js';
import type { AppConfig } from './config/app-config.js';
import { configureApp } from './configure-app.js';
import { joinEmbeddedPostgres } from './database/embedded/embedded-postgres.js';
import { migrate } from './database/migrate.js';
import { openQueueBackend } from './queue/queue-backend.js';

/** A running engine. */
export interface Engine {
  readonly app: NestExpressApplication;
  readonly config: AppConfig;
  /** Base of its REST API; undefined when this process serves none. */
  readonly url: string | undefined;
  /** Ends it in order: not ready, no new work, sockets told, queue, bus, database. */
  stop(): Promise<void>;
}

/** The embedded database where no other is configured. `leave` is a no-op for a database that is not ours. */
export async function withDatabase(
  config: AppConfig,
  log: (line: string) => void,
): Promise<{ config: AppConfig; leave: () => Promise<void> }> {
  if (config.database.url !== undefined) return { config, leave: () => Promise.resolve() };
  const embedded = await joinEmbeddedPostgres({ dataDir: config.database.dataDir, log });
  const database = { ...config.database, url: embedded.url };
  return { config: { ...config, database }, leave: () => embedded.leave() };
}

/** Boots the engine with the roles of its settings. @throws Error when it cannot. */
export async function startEngine(settings: AppConfig, log: (line: string) => void = () => undefined): Promise<Engine> {
  const { config, leave } = await withDatabase(settings, log);
  try {
    await migrate(config);
    const backend = await openQueueBackend(config);
    try {
      const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config, backend), {
        logger: new ConsoleLogger({
          logLevels: levelsUpTo(config.logLevel),
          json: !process.stdout.isTTY,
          colors: process.stdout.isTTY,
        }),
        bodyParser: false,
        abortOnError: false,
        bufferLogs: false,
      });
      const serves = config.roles.includes('api') || config.http.portGiven;
      try {
        configureApp(app, config);
        if (serves) await app.listen(config.http.port, config.http.host);
        else await app.init();
      } catch (error) {
        await app.close();
        throw error;
      }
      const stop = async (): Promise<void> => {
        await closeApp(app);
        await backend.close();
        await leave();
      };
      return { app, config, url: serves ? urlOf(app, config) : undefined, stop };
    } catch (error) {
      await backend.close();
      throw error;
    }
  } catch (error) {
    await leave();
    throw error;
  }
}

const IDLE_CHECK_MS = 50;

/** Connections that are kept alive and asked again and again would keep the server from closing. */
export async function closeApp(app: NestExpressApplication): Promise<void> {
  const idle = setInterval(() => app.getHttpServer().closeIdleConnections(), IDLE_CHECK_MS);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
  }
}

function urlOf(app: NestExpressApplication, config: AppConfig): string {
  const { port } = app.getHttpServer().address() as { port: number };
  const host = ['0.0.0.0', '::'].includes(config.http.host) ? '127.0.0.1' : config.http.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function levelsUpTo(level: LogLevel): LogLevel[] {
  return LOG_LEVELS.slice(0, LOG_LEVELS.indexOf(level) + 1);
}
