import type { Fill } from '../state/fills.js';
import { fillMarks } from './fill-marks.js';

const HEAD = { slot: 1_000, time: 10_000, slotMs: 400 };
const TIMES = [9_840, 9_900, 9_960];
const fill = (slot: number, fromToken: string, toToken: string): Fill => ({
  orderId: `${fromToken}${slot}`,
  fromToken,
  toToken,
  amountIn: '1500',
  amountOut: '9',
  slot,
});

describe('marks of own fills', () => {
  it('stand at the candle of their slot, on the side of the pair', () => {
    const fills = [fill(1_000, 'SOL', 'USDC'), fill(700, 'USDC', 'SOL'), fill(990, 'SOL', 'USDT')];
    expect(fillMarks(fills, 'SOL/USDC', TIMES, HEAD)).toEqual([
      { time: 9_840, side: 'buy', text: '9', orderId: 'USDC700' },
      { time: 9_960, side: 'sell', text: '1.5K', orderId: 'SOL1000' },
    ]);
  });

  it('stay where they are, whatever part of a second the head leaves out', () => {
    const began = 9_960;
    for (let slot = 1; slot < 120; slot += 1) {
      const head = { slot, time: began + Math.floor(slot * 0.02), slotMs: 20 };
      expect(fillMarks([fill(1, 'SOL', 'USDC')], 'SOL/USDC', [began], head)).toHaveLength(1);
    }
  });

  it('count several fills of one candle, and leave out what is older than the chart', () => {
    const fills = [fill(1_000, 'SOL', 'USDC'), fill(999, 'SOL', 'USDC'), fill(1, 'SOL', 'USDC')];
    expect(fillMarks(fills, 'SOL/USDC', TIMES, HEAD)).toMatchObject([{ time: 9_960, text: '2 sold' }]);
  });
});
