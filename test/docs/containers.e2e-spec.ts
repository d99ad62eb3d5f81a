import { readFile } from 'node:fs/promises';
import { loadConfig } from '../../src/config/load-config.js';

const read = (name: string): Promise<string> => readFile(new URL(`../../${name}`, import.meta.url), 'utf8');

/** The lines below a key of two-space YAML, up to the next one of its depth. */
function block(text: string, key: string): string {
  const [, indent = '', below = ''] = new RegExp(`^( *)${key}:(?: &.*)?\\n((?:\\1 +.*\\n|\\n)*)`, 'm').exec(text) ?? [];
  return below.replace(new RegExp(`^${indent}`, 'gm'), '');
}

/** The simple `name: value` lines of a block. */
function fields(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/^ {2}(\w+): (\S+)$/gm)].map(([, name, value]) => [name, value]));
}

describe('docker-compose.yml', () => {
  let compose: string;

  beforeAll(async () => {
    compose = await read('docker-compose.yml');
  });

  it('has the engine, a worker and what they need', () => {
    const services = [...block(compose, 'services').matchAll(/^ {2}(\w+):$/gm)].map(([, name]) => name);
    expect(services).toEqual(['app', 'worker', 'redis', 'postgres']);
    expect(block(compose, 'redis')).toMatch(/image: redis:7\b/);
    for (const service of ['redis', 'postgres']) expect(block(compose, service)).toMatch(/healthcheck:/);
    expect(compose).toMatch(/--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction/);
  });

  it('gives the engine settings that it takes, and the credentials that the database has', () => {
    const config = loadConfig(fields(block(compose, 'x-environment')));
    const database = fields(block(block(compose, 'postgres'), 'environment'));
    expect(database).toEqual({
      POSTGRES_DB: 'order_engine',
      POSTGRES_USER: 'postgres',
      POSTGRES_PASSWORD: 'postgres',
    });
    expect(config.database.url).toBe('postgres://postgres:postgres@postgres:5432/order_engine');
    expect(config.redis).toEqual({ url: 'redis://redis:6379' });
    expect(config.http).toMatchObject({ host: '0.0.0.0', portGiven: true });
  });

  it('publishes ports to this machine only', () => {
    const ports = [...compose.matchAll(/ports: \[(.*)\]/g)].map(([, list]) => list);
    expect(ports).toEqual(["'127.0.0.1:3000:3000'", "'127.0.0.1:6379:6379'", "'127.0.0.1:5432:5432'"]);
    expect(compose.match(/ports:/g)).toHaveLength(ports.length);
  });
});

describe('Dockerfile', () => {
  it('runs what is built, without development packages or another database, as an ordinary user', async () => {
    const text = await read('Dockerfile');
    expect(text).toMatch(/npm prune --omit=dev --omit=optional/);
    expect(text).toMatch(/^USER node$/m);
    expect(text).toMatch(/^CMD \["node", "dist\/main\.js"\]$/m);
  });

  it('is given everything that it copies', async () => {
    const given = (await read('.dockerignore')).split('\n');
    for (const [, sources = ''] of (await read('Dockerfile')).matchAll(/^COPY (?!--from)(.+) \S+$/gm)) {
      for (const source of sources.split(' ')) expect(given).toContain(`!${source.replace(/^\.\//, '')}`);
    }
  });
});
