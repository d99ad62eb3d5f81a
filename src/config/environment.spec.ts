import { readFileSync } from 'node:fs';
import { getMetadataStorage } from 'class-validator';
import { Environment } from './environment.js';
import { ConfigError, loadConfig } from './load-config.js';

/** Every variable of the class, with or without a default. */
const NAMES = [
  ...new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(Environment, '', true, false)
      .map(({ propertyName }) => propertyName),
  ),
];

interface Example {
  readonly name: string;
  readonly value: string;
  readonly comment: string;
}

/** The variables of `.env.example` with the line above each. */
function examples(): Example[] {
  const lines = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').split('\n');
  return lines.flatMap((line, i) => {
    const found = /^([A-Z_]+)=(.*)$/.exec(line);
    return found ? [{ name: found[1] ?? '', value: found[2] ?? '', comment: lines[i - 1] ?? '' }] : [];
  });
}

/** The message that a set of variables is refused with. */
function refusal(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error(`${JSON.stringify(env)} was accepted`);
}

describe('.env.example', () => {
  it('lists every setting, each once and in the order of the class', () => {
    expect(examples().map(({ name }) => name)).toEqual(NAMES);
  });

  it('shows the defaults: read as it is, it changes nothing', () => {
    const given = Object.fromEntries(examples().map(({ name, value }) => [name, value]));
    expect(loadConfig(given)).toEqual(loadConfig({}));
  });

  it('shows a value wherever the class has a default that can be written down', () => {
    const defaults = new Environment() as unknown as Record<string, unknown>;
    for (const { name, value } of examples()) {
      const isEmpty = defaults[name] === undefined || (Array.isArray(defaults[name]) && defaults[name].length === 0);
      expect({ name, isEmpty }).toEqual({ name, isEmpty: value === '' });
    }
  });

  it('says of each in the line above what it takes', () => {
    for (const { name, comment } of examples()) {
      expect({ name, comment }).toEqual({ name, comment: expect.stringMatching(/^# .{20,}\.$/) });
    }
  });

  it('names the limits that the validation has', () => {
    for (const { name, comment } of examples()) {
      if (!/^[A-Z]/.test(name) || !isNumeric(name)) continue;
      const [, min, max] = /from (\d+) to (\d+)/.exec(refusal({ [name]: '-1' })) ?? [];
      expect(comment).toMatch(new RegExp(`\\b${min} to ${max}\\b`));
    }
  });
});

/** Whether a variable takes a number. */
function isNumeric(name: string): boolean {
  return name === 'PORT' || name === 'REDIS_PORT' || typeof (new Environment() as never)[name] === 'number';
}

describe('loadConfig', () => {
  it('has a default for everything, and everything in one process', () => {
    const config = loadConfig({});
    expect(config.roles).toEqual(['api', 'worker', 'chain']);
    expect(config.http).toMatchObject({ host: '127.0.0.1', port: 3000, portGiven: false, trustProxy: false });
    expect(config.database).toEqual({ dataDir: '.data', poolSize: 10 });
    expect(config.redis).toBeUndefined();
    expect(config.orders).toMatchObject({ pendingTtlMs: 60_000, maxAttempts: 3 });
    expect(config.worker).toMatchObject({ concurrency: 10, ordersPerMinute: 0 });
  });

  it.each([
    ['PORT', '70000', 'PORT is "70000", but takes a whole number from 0 to 65535'],
    ['PORT', '80a', 'PORT is "80a", but takes a whole number from 0 to 65535'],
    ['PORT', '3e3', 'PORT is "3e3", but takes a whole number from 0 to 65535'],
    ['MAX_ATTEMPTS', '0', 'MAX_ATTEMPTS is "0", but takes a whole number from 1 to 100'],
    ['MAX_ATTEMPTS', '2.5', 'MAX_ATTEMPTS is "2.5", but takes a whole number from 1 to 100'],
    ['WORKER_CONCURRENCY', '-1', 'WORKER_CONCURRENCY is "-1", but takes a whole number from 1 to 10000'],
    ['ROLES', 'api,cook', 'ROLES is "api,cook", but takes a comma-separated list of api, worker, chain'],
    ['ROLES', ',', 'ROLES is ",", but takes a comma-separated list of api, worker, chain'],
    ['TRUST_PROXY', 'yes', 'TRUST_PROXY is "yes", but takes true or false'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL is "loud", but takes one of fatal, error, warn, log, debug, verbose'],
    ['AUTH', 'oauth', 'AUTH is "oauth", but takes one of none'],
    ['SIM_ERROR_RATE', '1.1', 'SIM_ERROR_RATE is "1.1", but takes a number from 0 to 1'],
    [
      'SIM_WALLET',
      'SOL=1,DOGE=2',
      'SIM_WALLET is "SOL=1,DOGE=2", but takes amounts by token symbol such as SOL=10,USDC=2500.5',
    ],
    ['SIM_WALLET', 'SOL', 'SIM_WALLET is "SOL", but takes amounts by token symbol such as SOL=10,USDC=2500.5'],
    ['PUBLIC_URL', 'example.com', 'PUBLIC_URL is "example.com", but takes a URL that starts with http:// or https://'],
    [
      'ALLOWED_ORIGINS',
      'https://a.example/path',
      'ALLOWED_ORIGINS is "https://a.example/path", but takes a comma-separated list of origins such as https://app.example.com',
    ],
  ])('refuses %s=%s in one line that says what it takes', (name, value, message) => {
    expect(refusal({ [name]: value })).toBe(message);
  });

  it('takes an order to crash in tests, by the name of a point, and never in production', () => {
    expect(loadConfig({ CRASH_AT: 'chain.took:2' }).crashAt).toEqual({ point: 'chain.took', passage: 2 });
    expect(refusal({ CRASH_AT: 'anywhere' })).toContain('CRASH_AT is "anywhere", but takes point[:n][@clientOrderId]');
    expect(refusal({ CRASH_AT: 'chain.took', NODE_ENV: 'production' })).toContain('CRASH_AT is for tests');
  });

  it('names everything that is wrong at once, in one line', () => {
    const message = refusal({ PORT: 'x\ny', MAX_ATTEMPTS: '0', ROLES: 'cook', SIM_FLOW: 'maybe' });
    expect(message.split('; ').map((fault) => fault.split(' ')[0])).toEqual(
      expect.arrayContaining(['PORT', 'MAX_ATTEMPTS', 'ROLES', 'SIM_FLOW']),
    );
    expect(message).not.toContain('\n');
  });

  it.each(['DATABASE_URL', 'REDIS_URL'])('does not show what %s holds', (name) => {
    const message = refusal({ [name]: 'mysql://user:hunter2@example.com/db' });
    expect(message).toMatch(new RegExp(`^${name} is a value that is not shown, but takes a URL that starts with `));
    expect(message).not.toMatch(/hunter2|example/);
  });

  it('takes an empty value, or one of spaces, for an absent one', () => {
    const names = Object.fromEntries(NAMES.map((name, i) => [name, ' '.repeat(i % 2)]));
    expect(loadConfig(names)).toEqual(loadConfig({}));
  });

  it('reads every variable of the class, also those without a default', () => {
    const read = new Set<string>();
    loadConfig(new Proxy({}, { get: (_, name) => void read.add(String(name)) }));
    expect([...read].sort()).toEqual(NAMES.toSorted());
  });

  it('ignores variables that are not ours', () => {
    expect(loadConfig({ PATH: '/bin', NODE_OPTIONS: 'x', port: '1' })).toEqual(loadConfig({}));
  });

  it('reads what it was given', () => {
    const config = loadConfig({
      ROLES: ' api , worker ',
      PORT: '8080',
      TRUST_PROXY: 'TRUE',
      PUBLIC_URL: 'https://dex.example.com/',
      ALLOWED_ORIGINS: 'https://a.example, http://localhost:5173',
      DATABASE_URL: 'postgres://postgres:postgres@127.0.0.1:5432/order_engine',
      SIM_WALLET: 'SOL=10,USDC=2500.5',
      SIM_DROP_RATE: '0.25',
    });
    expect(config.roles).toEqual(['api', 'worker']);
    expect(config.http).toMatchObject({ port: 8080, portGiven: true, trustProxy: true });
    expect(config.http.publicUrl).toBe('https://dex.example.com');
    expect(config.http.allowedOrigins).toEqual(['https://a.example', 'http://localhost:5173']);
    expect(config.database.url).toBe('postgres://postgres:postgres@127.0.0.1:5432/order_engine');
    expect(config.sim.wallet).toEqual({ SOL: '10', USDC: '2500.5' });
    expect(config.sim.dropRate).toBe(0.25);
  });

  it.each([
    [{ REDIS_HOST: 'cache' }, { host: 'cache', port: 6379 }],
    [{ REDIS_PORT: '6380' }, { host: '127.0.0.1', port: 6380 }],
    [
      { REDIS_HOST: 'cache', REDIS_PORT: '6380' },
      { host: 'cache', port: 6380 },
    ],
    [{ REDIS_URL: 'redis://cache:6379/1', REDIS_HOST: 'other' }, { url: 'redis://cache:6379/1' }],
  ])('reaches Redis by %j', (env, redis) => {
    expect(loadConfig(env as Record<string, string>).redis).toEqual(redis);
  });

  it('is frozen, all the way down', () => {
    const config = loadConfig({ REDIS_HOST: 'cache' });
    const parts = [config, ...Object.values(config)].filter((part): part is object => typeof part === 'object');
    for (const part of [...parts, config.sim.wallet, config.http.allowedOrigins])
      expect(Object.isFrozen(part)).toBe(true);
    expect(() => Object.assign(config.http, { port: 1 })).toThrow(TypeError);
  });
});
