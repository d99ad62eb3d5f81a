import { marginalOutput, outputOver, segmentOutput, type Segment } from './segment.js';

const product: Segment = { kind: 'product', x: 1000, y: 2000, feeIn: 0.01, feeOut: 0, maxIn: 100n };
const flat: Segment = { kind: 'flat', price: 1.5, feeIn: 0, feeOut: 0.02, maxIn: 50n };

describe('segments', () => {
  it('give what their formula says, after fees', () => {
    expect(segmentOutput(product, 100)).toBeCloseTo((2000 * 99) / 1099, 9);
    expect(segmentOutput(flat, 10)).toBeCloseTo(14.7, 9);
  });

  it('have the slope of their output as the marginal price', () => {
    for (const segment of [product, flat]) {
      const slope = (segmentOutput(segment, 30.001) - segmentOutput(segment, 29.999)) / 0.002;
      expect(marginalOutput(segment, 30)).toBeCloseTo(slope, 6);
    }
  });

  it('are filled one after the other', () => {
    const both = segmentOutput(product, 100) + segmentOutput(flat, 20);
    expect(outputOver([product, flat], 120n)).toBeCloseTo(both, 9);
    expect(outputOver([product, flat], 150n)).toBeDefined();
    expect(outputOver([product, flat], 151n)).toBeUndefined();
  });
});
