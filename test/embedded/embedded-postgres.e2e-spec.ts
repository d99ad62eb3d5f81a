import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { joinEmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js';
import { processStamp } from '../../src/database/embedded/process-stamp.js';
import { DataFolders } from './data-folders.js';
import { eventually } from './eventually.js';
import { JoiningProcess } from './joining-process.js';
import { query } from './query.js';
import { transpiledFolder } from './transpiled-folder.js';

const isRoot = process.geteuid?.() === 0;
const NOBODY = { uid: 65534, gid: 65534 };

describe('the embedded PostgreSQL', () => {
  const folders = new DataFolders();
  const processes: JoiningProcess[] = [];
  let code: string;

  const join = (dataDir: string, options = {}): JoiningProcess => {
    const joining = new JoiningProcess(code, dataDir, options);
    processes.push(joining);
    return joining;
  };
  const serverEnds = (pid: number) =>
    eventually('the server ends', () => (processStamp(pid) === undefined ? true : undefined));
  const stays = async (url: string) =>
    (
      await query<{ name: string }>(
        url,
        `select application_name as name from pg_stat_activity where application_name like 'order-engine-stay:%'`,
      )
    ).length;

  beforeAll(() => {
    code = transpiledFolder();
  });

  afterEach(async () => {
    for (const joining of processes.splice(0)) if (joining.running) await joining.kill();
    await folders.removeAll();
  });

  afterAll(() => rmSync(code, { recursive: true, force: true }));

  it('starts with an empty folder, and has its data after a stop and a new start', async () => {
    const dataDir = path.join(folders.make(), 'data');
    mkdirSync(dataDir);
    const lines: string[] = [];
    const first = await joinEmbeddedPostgres({ dataDir, log: (line) => lines.push(line) });
    expect(first.startedHere).toBe(true);
    expect(lines[0]).toBe(`starting the embedded PostgreSQL in ${path.join(dataDir, 'postgres')} …`);
    expect(new URL(first.url)).toMatchObject({
      hostname: '127.0.0.1',
      username: 'postgres',
      pathname: '/order_engine',
    });
    await query(first.url, `create table kept as select 'here' as value`);
    const settings = `select current_setting('synchronous_commit') || current_setting('fsync') as safe,
      current_setting('timezone') as zone, current_setting('max_connections') as connections,
      pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()`;
    expect(await query(first.url, settings)).toEqual([
      { safe: 'onon', zone: 'UTC', connections: '200', encoding: 'UTF8' },
    ]);
    await first.leave();
    await first.leave();
    expect(existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);

    const second = await joinEmbeddedPostgres({ dataDir });
    expect(second.startedHere).toBe(true);
    expect(await query(second.url, 'select value from kept')).toEqual([{ value: 'here' }]);
    await second.leave();
  });

  it('accepts nobody without the password', async () => {
    const joined = await joinEmbeddedPostgres({ dataDir: folders.make() });
    const url = new URL(joined.url);
    url.password = 'guess';
    await expect(query(url.href, 'select 1')).rejects.toThrow(/password/);
    await joined.leave();
  });

  it('runs one server for processes that start at the same time', async () => {
    const dataDir = folders.make();
    const joined = await Promise.all([1, 2, 3].map(() => join(dataDir).joined()));
    expect(joined.filter((each) => each.startedHere)).toHaveLength(1);
    expect(new Set(joined.map((each) => each.url)).size).toBe(1);
  });

  it('goes on without a process that is killed, and lets the next one attach', async () => {
    const dataDir = folders.make();
    const killed = join(dataDir);
    const { url } = await killed.joined();
    await query(url, `create table kept as select 'here' as value`);
    const pid = folders.serverPid(dataDir);
    await killed.kill();

    const next = await joinEmbeddedPostgres({ dataDir });
    expect(next).toMatchObject({ startedHere: false, url });
    expect(folders.serverPid(dataDir)).toBe(pid);
    expect(await query(next.url, 'select value from kept')).toEqual([{ value: 'here' }]);
    await next.leave();
    expect(folders.serverPid(dataDir)).toBeUndefined();
  });

  it('is stopped by whoever leaves last, and not before', async () => {
    const dataDir = folders.make();
    const [one, two] = [join(dataDir), join(dataDir)];
    const { url } = await one.joined();
    await two.joined();
    const pid = folders.serverPid(dataDir) ?? 0;
    await one.leave();
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await two.leave();
    expect(two.events.at(-1)).toEqual({ left: true });
    expect(processStamp(pid)).toBeUndefined();
  });

  it('is stopped by one of two that leave at the same time', async () => {
    const dataDir = folders.make();
    const both = [join(dataDir), join(dataDir)];
    await Promise.all(both.map((each) => each.joined()));
    const pid = folders.serverPid(dataDir) ?? 0;
    await Promise.all(both.map((each) => each.leave()));
    expect(processStamp(pid)).toBeUndefined();
  });

  it.each([
    ['a process that ended', () => spawnSync(process.execPath, ['--version']).pid],
    ['a process that is something else', () => process.pid],
  ])('starts in spite of a postmaster.pid that names %s', async (_, pid) => {
    const dataDir = folders.make();
    await (await joinEmbeddedPostgres({ dataDir })).leave();
    const cluster = path.join(dataDir, 'postgres');
    writeFileSync(path.join(cluster, 'postmaster.pid'), `${pid()}\n${cluster}\n1700000000\n1\n\n127.0.0.1\n\nready\n`);
    const joined = await joinEmbeddedPostgres({ dataDir });
    expect(joined.startedHere).toBe(true);
    await joined.leave();
  });

  it('waits for what a killed server left behind; a stay outlives the server and comes back', async () => {
    const dataDir = folders.make();
    const staying = join(dataDir);
    const { url } = await staying.joined();
    const busy = query(url, 'do $$ begin loop end loop; end $$').catch(() => undefined);
    const [leftover] = await eventually('the loop runs', async () => {
      const rows = await query<{ pid: number }>(url, `select pid from pg_stat_activity where query like 'do $$%'`);
      return rows.length > 0 ? rows : undefined;
    });
    const pid = folders.serverPid(dataDir) ?? 0;
    process.kill(pid, 'SIGKILL');
    let next: JoiningProcess;
    try {
      await serverEnds(pid);
      next = join(dataDir);
      await eventually('it says what it waits for', () =>
        next.logs.find((line) => line.includes('left processes behind')),
      );
    } finally {
      if (leftover) process.kill(leftover.pid, 'SIGKILL');
    }
    await busy;
    expect(await next.joined()).toEqual({ url, startedHere: true });
    await eventually('both stay', async () => ((await stays(url)) === 2 ? true : undefined));
    await next.leave();
    expect(await stays(url)).toBe(1);
    await staying.leave();
    expect(folders.serverPid(dataDir)).toBeUndefined();
  });

  it('begins anew after it was killed while making the cluster', async () => {
    const dataDir = folders.make();
    const killed = join(dataDir);
    const halfMade = () => readdirSync(dataDir).find((name) => name.startsWith('postgres.init-'));
    await eventually('the cluster is being made', halfMade);
    await killed.kill();
    expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false);
    const joined = await joinEmbeddedPostgres({ dataDir });
    expect(joined.startedHere).toBe(true);
    expect(halfMade()).toBeUndefined();
    await joined.leave();
  });

  it('ends with the last lines of the log when the server does not start', async () => {
    const dataDir = folders.make();
    await (await joinEmbeddedPostgres({ dataDir })).leave();
    rmSync(path.join(dataDir, 'postgres', 'global', 'pg_control'));
    await expect(joinEmbeddedPostgres({ dataDir })).rejects.toThrow(/pg_control/);
  });

  it.runIf(isRoot)('keeps its data elsewhere for root in a folder that only root may enter', async () => {
    const dataDir = path.join(folders.make(0o700), 'data');
    const lines: string[] = [];
    const first = await joinEmbeddedPostgres({ dataDir, log: (line) => lines.push(line) });
    const pointer = readFileSync(path.join(dataDir, 'postgres-location.txt'), 'utf8');
    const elsewhere = pointer.split('\n')[1] ?? '';
    try {
      expect(lines).toContainEqual(expect.stringContaining(`the data is in ${elsewhere}`));
      expect(existsSync(path.join(elsewhere, 'postgres', 'PG_VERSION'))).toBe(true);
      await query(first.url, `create table kept as select 'here' as value`);
      const attached = join(dataDir, { env: { PATH: process.env['PATH'], TMPDIR: '/nonexistent' } });
      expect(await attached.joined()).toEqual({ url: first.url, startedHere: false });
      await first.leave();
      await attached.leave();
      expect(existsSync(path.join(elsewhere, 'postgres', 'postmaster.pid'))).toBe(false);
      const second = await joinEmbeddedPostgres({ dataDir });
      expect(await query(second.url, 'select value from kept')).toEqual([{ value: 'here' }]);
      await second.leave();
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });

  it.runIf(isRoot)('works for an ordinary user without a home', async ({ skip }) => {
    const trial = spawnSync(
      process.execPath,
      [path.join(code, 'node_modules', 'typescript', 'bin', 'tsc'), '-v'],
      NOBODY,
    );
    skip(trial.status !== 0, 'that user cannot read the installed packages');
    const dataDir = folders.make();
    chmodSync(dataDir, 0o700);
    chownSync(dataDir, NOBODY.uid, NOBODY.gid);
    const env = { PATH: process.env['PATH'], HOME: '/nonexistent' };
    const ordinary = join(dataDir, { ...NOBODY, env, cwd: '/' });
    const { url } = await ordinary.joined();
    await query(url, `create table kept as select 'here' as value`);
    const pid = folders.serverPid(dataDir) ?? 0;
    await ordinary.leave();
    expect(processStamp(pid)).toBeUndefined();
    const root = await joinEmbeddedPostgres({ dataDir });
    expect(await query(root.url, 'select value from kept')).toEqual([{ value: 'here' }]);
    await root.leave();
  });
});
