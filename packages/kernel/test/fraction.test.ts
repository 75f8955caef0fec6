import {
  AmountOutOfRange,
  convert,
  type Fraction,
  fraction,
  fractionOf,
  inverseOf,
  limits,
  minorMoney,
  minorUnits,
  money,
  parseMoney,
  plusFraction,
  roundedFraction,
  roundedTogether,
  times,
  timesExactly,
  timesFraction,
} from '@presales/kernel';
import fc from 'fast-check';

const fractions = fc
  .tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 40 }))
  .map(([above, below]) => fraction(above, below));

const total = (parts: readonly Fraction[]): Fraction => parts.reduce(plusFraction, fraction(0));

describe('a fraction', () => {
  it('is in lowest terms, with its sign above', () => {
    expect(fraction(6, -4)).toEqual({ numerator: -3n, denominator: 2n });
    expect(fraction(0, -7)).toEqual({ numerator: 0n, denominator: 1n });
    expect(fractionOf('-0.125')).toEqual({ numerator: -1n, denominator: 8n });
    expect(() => fraction(1, 0)).toThrow(RangeError);
    expect(() => inverseOf(fraction(0))).toThrow(RangeError);
  });

  it('is added, multiplied and turned round exactly', () => {
    expect(plusFraction(fraction(1, 3), fraction(1, 6))).toEqual(fraction(1, 2));
    expect(timesFraction(fraction(2, 3), fraction(3, 4), fraction(-1))).toEqual(fraction(-1, 2));
    expect(timesFraction()).toEqual(fraction(1));
    expect(inverseOf(fraction(-2, 3))).toEqual(fraction(-3, 2));
  });

  it.each([
    ['1/2', 1, 2, 0n, 1n],
    ['3/2', 3, 2, 2n, 2n],
    ['5/2', 5, 2, 2n, 3n],
    ['-1/2', -1, 2, 0n, -1n],
    ['-5/2', -5, 2, -2n, -3n],
    ['7/3', 7, 3, 2n, 2n],
    ['8/3', 8, 3, 3n, 3n],
    ['-8/3', -8, 3, -3n, -3n],
    ['4', 4, 1, 4n, 4n],
  ])('%s is rounded half-even and half-up (away from zero)', (_, above, below, even, up) => {
    expect(roundedFraction(fraction(above, below), 'half-even')).toBe(even);
    expect(roundedFraction(fraction(above, below), 'half-up')).toBe(up);
  });
});

describe('fractions rounded together', () => {
  it('total their sum, rounded, each within one of its own', () =>
    fc.assert(
      fc.property(
        fc.array(fractions, { maxLength: 8 }),
        fc.constantFrom('half-even' as const, 'half-up' as const),
        (parts, mode) => {
          const whole = roundedTogether(parts, mode);
          expect(whole.reduce((sum, part) => sum + part, 0n)).toBe(
            roundedFraction(total(parts), mode),
          );
          for (const [index, part] of parts.entries()) {
            const off = plusFraction(
              fraction(whole[index] ?? 0n),
              fraction(-part.numerator, part.denominator),
            );
            expect(Math.abs(Number(off.numerator))).toBeLessThan(Number(off.denominator));
          }
          const opposite = parts.map(({ numerator, denominator }) =>
            fraction(-numerator, denominator),
          );
          expect(roundedTogether(opposite, mode)).toEqual(whole.map((part) => -part));
        },
      ),
    ));

  it('serve the largest remainders, of equal ones the earlier', () => {
    expect(roundedTogether([fraction(1, 3), fraction(1, 3), fraction(1, 3)], 'half-even')).toEqual([
      1n,
      0n,
      0n,
    ]);
    expect(roundedTogether([fraction(5, 4), fraction(7, 4)], 'half-even')).toEqual([1n, 2n]);
    expect(roundedTogether([fraction(-5, 4), fraction(-7, 4)], 'half-even')).toEqual([-1n, -2n]);
    // A line that takes off bears what falls to it: 10 and -3 of 7.
    expect(roundedTogether([fraction(10), fraction(-3)], 'half-up')).toEqual([10n, -3n]);
    expect(roundedTogether([], 'half-up')).toEqual([]);
  });
});

describe('money times a fraction', () => {
  it('is rounded once, by the mode that is named', () => {
    const price = parseMoney('317.50', 'EUR');
    expect(timesExactly(price, 'half-even', fractionOf('0.19'))).toEqual(money(60_32, 'EUR'));
    expect(timesExactly(price, 'half-up', fractionOf('0.19'))).toEqual(money(60_33, 'EUR'));
    expect(timesExactly(parseMoney('-317.50', 'EUR'), 'half-up', fractionOf('0.19'))).toEqual(
      money(-60_33, 'EUR'),
    );
    expect(timesExactly(parseMoney('2.345', 'EUR'), 'half-up')).toEqual(money(2_35, 'EUR'));
    expect(timesExactly(parseMoney('25', 'JPY'), 'half-up', fraction(1, 10))).toEqual(
      money(3, 'JPY'),
    );
    expect(minorUnits(parseMoney('0.125', 'EUR'))).toEqual(fraction(25, 2));
  });

  it('half-even, is what it is times a decimal', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000, max: 1_000_000 }),
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom('0.125', '-3', '1.0842', '0.5'),
        fc.constantFrom('EUR', 'JPY', 'BHD', 'CLF'),
        (amount, scale, factor, currency) => {
          const value = { amount, currency, scale };
          expect(timesExactly(value, 'half-even', fractionOf(factor))).toEqual(
            times(value, factor),
          );
          for (const to of ['USD', 'JPY', 'CLF', currency])
            expect(convert(value, fractionOf(factor), to)).toEqual(convert(value, factor, to));
        },
      ),
    ));

  it('is an error where it leaves the range of amounts', () => {
    expect(() => minorMoney(BigInt(limits.amount) + 1n, 'EUR')).toThrow(AmountOutOfRange);
    expect(() => timesExactly(money(limits.amount, 'EUR'), 'half-up', fraction(2))).toThrow(
      AmountOutOfRange,
    );
  });
});
