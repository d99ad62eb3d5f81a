import { Client } from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { SystemClock } from '../../src/common/clock.js';
import { loadConfig } from '../../src/config/load-config.js';
import { PgDoorbell } from '../../src/database/pg-doorbell.js';
import { testDatabase } from '../support/test-database.js';
import { eventually } from './support/eventually.js';

const open: PgDoorbell[] = [];

function doorbell(url: string): PgDoorbell {
  const bell = new PgDoorbell(loadConfig({ DATABASE_URL: url }), new SystemClock());
  open.push(bell);
  return bell;
}

async function cutAll(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
  );
  await client.end();
}

describe('the doorbell', () => {
  afterEach(async () => {
    await Promise.all(open.splice(0).map((bell) => bell.close()));
  });

  it('rings in every process, in order, and no more once stopped', async () => {
    const { url } = await testDatabase();
    const [one, other] = [doorbell(url), doorbell(url)];
    const heard: string[] = [];
    const stop = other.listen('a channel', (payload) => heard.push(payload));
    one.notify('another channel', 'opens the connection');
    await eventually('both connections', () => one.connected() && other.connected());
    const payloads = Array.from({ length: 2_000 }, (_, n) => `${n}:"quotes' and 漢字`);
    for (const payload of payloads) one.notify('a channel', payload);
    await eventually('every bell', () => heard.length === payloads.length);
    expect(heard).toEqual(payloads);

    stop();
    const late = new Promise<string>((resolve) => other.listen('a channel', resolve));
    one.notify('a channel', 'late');
    expect(await late).toBe('late');
    expect(heard).toHaveLength(payloads.length);
  });

  it('comes back after its connection was cut, and says so', async () => {
    const { url } = await testDatabase();
    const [one, other] = [doorbell(url), doorbell(url)];
    const heard = new Set<string>();
    let back = 0;
    other.listen('bell', (payload) => heard.add(payload));
    other.onReconnect(() => back++);
    one.notify('bell', 'before');
    await eventually('both connections', () => one.connected() && other.connected());
    await cutAll(url);
    await eventually('the way back', () => back === 1);
    one.notify('bell', 'after');
    await eventually('the bell', () => heard.has('after'));
    expect(back).toBe(1);
  });

  it('outlives a listener that throws and bells that cannot be rung', async () => {
    const bell = doorbell((await testDatabase()).url);
    const heard: string[] = [];
    bell.listen('bell', () => {
      throw new Error('a faulty listener');
    });
    bell.listen('bell', (payload) => heard.push(payload));
    bell.notify('bell', 'x'.repeat(8_000));
    bell.notify('bell', 'a\0b');
    bell.notify('bell', 'good');
    await eventually('the bell', () => heard.length > 0);
    expect(heard).toEqual(['good']);
  });

  it('waits quietly while there is no server', async () => {
    const bell = doorbell('postgres://nobody@127.0.0.1:1/nothing');
    bell.listen('bell', () => undefined);
    for (let n = 0; n < 5_000; n++) bell.notify('bell', String(n));
    await new SystemClock().sleep(50);
    expect(bell.connected()).toBe(false);
    await bell.close();
    await bell.close();
    bell.notify('bell', 'nobody hears');
  });
});
