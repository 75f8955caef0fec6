import fc from 'fast-check';
import { apportioned, ExactSum } from '../src/shared/exact-sum.ts';

const sumOf = (...parts: readonly (readonly [number, number, number])[]): ExactSum => {
  const sum = new ExactSum();
  for (const [whole, part, of] of parts) sum.add(whole, part, of);
  return sum;
};

describe('exact sums', () => {
  it('of a third of ten euros, three hundred times, are a thousand euros', () => {
    const thirds = [0, 1, 2].map(() =>
      sumOf(...Array.from({ length: 300 }, () => [1_000, 1, 3] as const)),
    );
    expect(apportioned(thirds)).toEqual([100_000, 100_000, 100_000]);
  });

  it('give the units that are left to the largest remainders, and of equal ones to the first', () => {
    // 1.2, 2.6 and 0.2 of four.
    expect(apportioned([sumOf([12, 1, 10]), sumOf([26, 1, 10]), sumOf([2, 1, 10])])).toEqual([
      1, 3, 0,
    ]);
    expect(apportioned([sumOf([1, 1, 2]), sumOf([1, 1, 2])])).toEqual([1, 0]);
  });

  it('round what is below zero to the whole as well', () =>
    expect(apportioned([sumOf([-1, 2, 3]), sumOf([-1, 1, 3])])).toEqual([-1, 0]));

  it('stay within bounds: no part is beyond its own whole, whatever its remainder', () => {
    const halves = [sumOf([1, 1, 2]), sumOf([1, 1, 2])];
    const within = (...bounds: readonly (readonly [number, number])[]) =>
      apportioned(
        halves,
        bounds.map(([least, most]) => ({ least, most })),
      );
    expect(within([0, 1], [0, 1])).toEqual([1, 0]);
    expect(within([0, 0], [0, 1])).toEqual([0, 1]);
    expect(within([0, 1], [1, 1])).toEqual([0, 1]);
    // Where there is no room at all, the whole is still given.
    expect(within([0, 0], [0, 0])).toEqual([1, 0]);
  });

  it('of nothing are nothing', () => {
    expect(apportioned([])).toEqual([]);
    expect(apportioned([new ExactSum(), sumOf([5, 7, 7])])).toEqual([0, 5]);
  });

  it('are exact however large they are', () => {
    const most = 999_999_999_999_999;
    expect(apportioned([sumOf([most, 1, 1])])).toEqual([most]);
    for (const one of [1, -1])
      expect(
        apportioned([sumOf(...Array.from({ length: 12 }, () => [one * most, 1, 1] as const))]),
      ).toEqual([BigInt(one) * 11_999_999_999_999_988n]);
  });

  it('whatever is split how often: the parts make the whole, each less than a unit off its sum', () => {
    const deal = fc.record({
      whole: fc.integer({ min: -100_000, max: 100_000 }),
      weights: fc
        .array(fc.nat(40), { minLength: 4, maxLength: 4 })
        .filter((weights) => weights.some((weight) => weight > 0)),
    });
    fc.assert(
      fc.property(fc.array(deal, { maxLength: 30 }), (deals) => {
        const sums = [0, 1, 2, 3].map(() => new ExactSum());
        const near = [0, 0, 0, 0];
        for (const { whole, weights } of deals) {
          const of = weights.reduce((left, right) => left + right, 0);
          weights.forEach((weight, place) => {
            sums[place]?.add(whole, weight, of);
            near[place] = (near[place] ?? 0) + (whole * weight) / of;
          });
        }
        const amounts = apportioned(sums).map(Number);
        expect(amounts.reduce((left, right) => left + right, 0)).toBe(
          deals.reduce((left, { whole }) => left + whole, 0),
        );
        amounts.forEach((amount, place) => {
          expect(Math.abs(amount - (near[place] ?? 0))).toBeLessThan(1.000_001);
        });
      }),
    );
  });
});
