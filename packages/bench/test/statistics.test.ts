import { quantile, ratios, spread } from '../src/harness/statistics.ts';

describe('the spread of some figures', () => {
  it('has the middle one as median, and the two middle ones’ mean when they are even', () => {
    expect(quantile([9, 1, 5], 0.5)).toBe(5);
    expect(quantile([1, 2, 4, 9], 0.5)).toBe(3);
  });

  it('has its quartiles between neighbours, and its extremes at the ends', () => {
    expect(spread([10, 20, 30, 40, 50, 60])).toEqual({
      median: 35,
      low: 22.5,
      high: 47.5,
      least: 10,
      most: 60,
    });
  });

  it('is that one figure when there is but one', () => {
    expect(spread([7])).toEqual({ median: 7, low: 7, high: 7, least: 7, most: 7 });
  });

  it('does not exist without figures', () => {
    expect(() => spread([])).toThrow(RangeError);
  });

  it('leaves the figures in their order', () => {
    const figures = [3, 1, 2];
    spread(figures);
    expect(figures).toEqual([3, 1, 2]);
  });
});

describe('the ratios of two contenders', () => {
  it('are taken round by round, not between medians', () => {
    expect(ratios([10, 40, 90], [20, 40, 30])).toEqual([0.5, 1, 3]);
  });

  it('leave out rounds in which one of them failed, or that the reference did not run', () => {
    expect(ratios([10, undefined, 30, 40], [20, 20, undefined])).toEqual([0.5]);
  });
});
