import { fingerprint, simulate } from './simulate.js';
import { World } from './world/world.js';

describe('the core in a storm', () => {
  it('keeps its promises on the kept seeds and 150 others, in which every fault happened', async () => {
    const { broken, missed } = await simulate(150);
    expect(broken.map(({ seed, broken: faults }) => ({ seed, faults }))).toEqual([]);
    expect(missed).toEqual([]);
  }, 60_000);

  it('repeats a seed exactly, and differs by seed', async () => {
    const [first, again, other] = [await new World(7).run(), await new World(7).run(), await new World(8).run()];
    expect(fingerprint(again)).toBe(fingerprint(first));
    expect(fingerprint(other)).not.toBe(fingerprint(first));
    expect(first.trace.length).toBeGreaterThan(100);
  });
});
