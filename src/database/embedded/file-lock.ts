import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from './error-code.js';
import { processStamp } from './process-stamp.js';

const PATIENCE_MS = 120_000;
const TELL_AFTER_MS = 2_000;
const FREE = 'free';

/**
 * Runs the action while holding a lock that excludes other processes (and other calls of this one). A lock of a
 * dead process counts for nothing. Each holder makes the file with the next higher number, which only one can, so
 * taking over a stale lock is as safe as taking a free one; hence the highest is never deleted, but marked free.
 *
 * @throws Error when a living process holds the lock for two minutes, or what the action throws
 */
export async function withFileLock<T>(lock: string, log: (line: string) => void, action: () => Promise<T>): Promise<T> {
  const started = Date.now();
  let told = false;
  let taken = tryTake(lock);
  for (; typeof taken === 'number'; taken = tryTake(lock)) {
    const waited = Date.now() - started;
    if (waited > PATIENCE_MS) throw new Error(`Process ${taken} has held ${lock} for too long: end it and try again.`);
    if (waited > TELL_AFTER_MS && !told) {
      told = true;
      log(`waiting for process ${taken}, which is starting or stopping the embedded PostgreSQL …`);
    }
    await sleep(25);
  }
  try {
    return await action();
  } finally {
    writeFileSync(taken, FREE);
  }
}

/** The file that is now ours, or the number of the process in our way (0 when it cannot be told). */
function tryTake(lock: string): string | number {
  const top = Math.max(0, ...numbers(lock));
  const holder = top === 0 ? undefined : livingHolder(`${lock}.${top}`);
  if (holder !== undefined) return holder;
  const mine = `${lock}.${top + 1}`;
  try {
    writeFileSync(mine, `${process.pid} ${processStamp(process.pid) ?? ''}`, { flag: 'wx' });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return 0;
    throw error;
  }
  const all = numbers(lock);
  if (Math.max(...all) !== top + 1) {
    rmSync(mine, { force: true });
    return 0;
  }
  for (const number of all.filter((each) => each <= top)) rmSync(`${lock}.${number}`, { force: true });
  return mine;
}

function numbers(lock: string): number[] {
  const prefix = `${path.basename(lock)}.`;
  return readdirSync(path.dirname(lock))
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)));
}

function livingHolder(file: string): number | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    // Empty: its maker is just about to write, unless it was killed in that very moment.
    if (text === '') return Date.now() - statSync(file).mtimeMs < 5_000 ? 0 : undefined;
    if (text === FREE) return undefined;
    const [pid = '', stamp = ''] = text.split(' ');
    const current = processStamp(Number(pid));
    if (current === undefined) return undefined;
    return stamp === '' || current === '' || stamp === current ? Number(pid) : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0;
    throw error;
  }
}
