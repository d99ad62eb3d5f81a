import { GroupCommit } from './group-commit.js';

interface Command {
  readonly key: string;
  readonly value: number;
}

const HOPELESS = '57P01';
const command = (key: string, value = 0): Command => ({ key, value });
const sqlError = (code: string): Error => Object.assign(new Error(code), { code });

/** A database that answers when the test says so, and notes what came in which batch. */
function harness(answer: (batch: readonly Command[]) => number[] | Error = (batch) => batch.map((c) => c.value)) {
  const batches: Command[][] = [];
  let open: (() => void)[] = [];
  let gated = true;
  const commits = new GroupCommit<Command, number>({
    keyOf: (c) => c.key,
    isHopeless: (error) => (error as { code?: unknown }).code === HOPELESS,
    run: async (batch) => {
      batches.push([...batch]);
      if (gated) await new Promise<void>((resolve) => open.push(resolve));
      const result = answer(batch);
      if (result instanceof Error) throw result;
      return result;
    },
  });
  const release = (): void => {
    gated = false;
    open.splice(0).forEach((resolve) => resolve());
    open = [];
  };
  return { commits, batches, release };
}

describe('GroupCommit', () => {
  it('gathers what comes while a batch is under way', async () => {
    const { commits, batches, release } = harness();
    const first = commits.submit(command('a', 1));
    await vi.waitFor(() => expect(batches).toHaveLength(1));
    const others = ['b', 'c', 'd'].map((key, n) => commits.submit(command(key, n)));
    release();
    expect(await first).toBe(1);
    expect(await Promise.all(others)).toEqual([0, 1, 2]);
    expect(batches.map((batch) => batch.map((c) => c.key))).toEqual([['a'], ['b', 'c', 'd']]);
  });

  it('rejects what waits together with a batch that failed for a reason it shares', async () => {
    const { commits, batches, release } = harness(() => sqlError(HOPELESS));
    const first = commits.submit(command('a'));
    await vi.waitFor(() => expect(batches).toHaveLength(1));
    const both = Promise.allSettled([first, commits.submit(command('b'))]);
    release();
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(batches).toHaveLength(1);
  });

  it('never has two commands of one key in a batch, and keeps their order', async () => {
    const { commits, batches, release } = harness();
    const all = [command('x', 1), command('x', 2), command('y', 3), command('x', 4)].map((c) => commits.submit(c));
    release();
    await Promise.all(all);
    expect(batches.map((batch) => batch.map((c) => c.value))).toEqual([[1, 3], [2], [4]]);
  });

  it('runs a deadlocked batch again', async () => {
    let deadlocks = 2;
    const { commits, release } = harness((batch) => (deadlocks-- > 0 ? sqlError('40P01') : batch.map((c) => c.value)));
    const result = commits.submit(command('a', 7));
    release();
    expect(await result).toBe(7);
  });

  it('lets only the guilty one fail on a data error', async () => {
    const { commits, release } = harness((batch) =>
      batch.some((c) => c.value < 0) ? sqlError('22P05') : batch.map((c) => c.value),
    );
    const results = [command('a', 1), command('bad', -1), command('c', 3)].map((c) => commits.submit(c));
    release();
    expect(await Promise.allSettled(results)).toMatchObject([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected', reason: { code: '22P05' } },
      { status: 'fulfilled', value: 3 },
    ]);
  });

  it('rejects the whole batch on any other error, and goes on', async () => {
    let fail = true;
    const { commits, release } = harness((batch) => (fail ? sqlError('57P01') : batch.map((c) => c.value)));
    const lost = Promise.allSettled([commits.submit(command('a')), commits.submit(command('b'))]);
    release();
    expect((await lost).map((r) => r.status)).toEqual(['rejected', 'rejected']);
    fail = false;
    expect(await commits.submit(command('c', 5))).toBe(5);
    await commits.idle();
  });
});
