import { CRASH_POINTS, CrashingPoints, crashOrderOf } from './crash-points.js';

describe('crash points', () => {
  it('are ordered by name, passage and order', () => {
    expect(crashOrderOf('routing.read')).toEqual({ point: 'routing.read', passage: 1 });
    expect(crashOrderOf('chain.took:3@my-order')).toEqual({
      point: 'chain.took',
      passage: 3,
      clientOrderId: 'my-order',
    });
    for (const text of ['', 'routing', 'routing.read:0', 'routing.read:x', 'routing.read@']) {
      expect(crashOrderOf(text)).toBeUndefined();
    }
  });

  it('end the process at that passage of that order alone', () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    const points = new CrashingPoints({ point: 'chain.took', passage: 2, clientOrderId: 'mine' });
    for (const point of CRASH_POINTS) points.reach(point, 'mine');
    points.reach('chain.took', 'other');
    points.reach('chain.took');
    expect(kill).not.toHaveBeenCalled();
    points.reach('chain.took', 'mine');
    expect(kill).toHaveBeenCalledExactlyOnceWith(process.pid, 'SIGKILL');
    kill.mockRestore();
  });
});
