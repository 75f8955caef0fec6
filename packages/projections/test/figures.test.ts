import { divide, meanText, median, medianMoney, perPiece } from '../src/shared/figures.ts';

describe('the figures of a report', () => {
  it.each([
    [5n, 2n, 3n],
    [4n, 3n, 1n],
    [-5n, 2n, -3n],
    [-4n, 3n, -1n],
    [0n, 7n, 0n],
  ])('divide %s by %s to %s: half away from zero', (dividend, divisor, quotient) =>
    expect(divide(dividend, divisor)).toBe(quotient),
  );

  it('have no average, mean or median of nothing', () => {
    expect(perPiece(0, 0, 'EUR')).toBeUndefined();
    expect(meanText([])).toBeUndefined();
    expect(median([])).toBeUndefined();
    expect(medianMoney([], 'EUR')).toBeUndefined();
  });

  it('order numbers as numbers for a median, and leave what they were given alone', () => {
    const given = [10, 9, 1];
    expect(median(given)).toBe(9);
    expect(median([10, 9, 1, 2])).toBe(5.5);
    expect(given).toEqual([10, 9, 1]);
    expect(medianMoney([1, 2], 'JPY')).toEqual({ amount: 2, currency: 'JPY', scale: 0 });
  });

  it('write a mean with two decimals', () => {
    expect(meanText([1, 2])).toBe('1.50');
    expect(meanText([1, 1, 0])).toBe('0.67');
  });
});
