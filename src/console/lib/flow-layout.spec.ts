import type { RouteLeg } from '../../client/index.js';
import { layOutFlow } from './flow-layout.js';

const leg = (fromToken: string, toToken: string, amountIn: string, venue = 'v'): RouteLeg => ({
  venue,
  pool: `${fromToken}${toToken}${venue}`,
  fromToken,
  toToken,
  amountIn,
  amountOut: '1',
});

describe('a drawn route', () => {
  it('shares what is sold among the legs, along every hop', () => {
    const legs = [
      leg('SOL', 'USDC', '60'),
      leg('SOL', 'USDT', '40'),
      leg('USDT', 'USDC', '3', 'a'),
      leg('USDT', 'USDC', '1', 'b'),
    ];
    const { links, columns } = layOutFlow(legs, 'SOL', 'USDC');
    const shares = Object.fromEntries(links.map(({ leg: { pool }, share }) => [pool, share]));
    expect(columns).toBe(2);
    expect(shares['SOLUSDCv']).toBeCloseTo(0.6);
    expect(shares['SOLUSDTv']).toBeCloseTo(0.4);
    expect(shares['USDTUSDCa']).toBeCloseTo(0.3);
    expect(shares['USDTUSDCb']).toBeCloseTo(0.1);
  });

  it('puts tokens into columns by the longest way to them, and each leg on a lane of its own', () => {
    const legs = [leg('A', 'B', '1'), leg('B', 'C', '1'), leg('C', 'D', '1'), leg('A', 'D', '1'), leg('A', 'C', '1')];
    const { nodes, links, lanes } = layOutFlow(legs, 'A', 'D');
    expect(Object.fromEntries(nodes.map(({ token, x }) => [token, x]))).toEqual({ A: 0, B: 1, C: 2, D: 3 });
    const leaving = links.filter(({ leg: { fromToken } }) => fromToken === 'A').map(({ y0 }) => y0);
    expect(new Set(leaving).size).toBe(3);
    expect(lanes).toBe(3);
  });

  it('comes to an end on legs that lead in a circle', () => {
    const { links } = layOutFlow([leg('A', 'B', '1'), leg('B', 'A', '1'), leg('B', 'C', '1')], 'A', 'C');
    expect(links).toHaveLength(3);
  });
});
