import { solveSymmetric } from './solve.js';

describe('solveSymmetric', () => {
  it('solves a Laplacian with one node grounded', () => {
    const a = Float64Array.of(3, -1, -1, -1, 4, -2, -1, -2, 5);
    const x = Float64Array.of(3 - 2 - 3, -1 + 8 - 6, -1 - 4 + 15);
    solveSymmetric(a, x, 3);
    expect([...x]).toEqual([1, 2, 3].map((value) => expect.closeTo(value, 12) as number));
  });
});
