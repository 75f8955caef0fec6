import { z } from 'zod';
import { type Decimal, scaled } from './decimal.ts';

/**
 * An exact fraction in lowest terms, its denominator above zero: what decimals cannot hold, such as
 * a rate turned round or one tax on top of another.
 */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * To which whole number a fraction is rounded: the nearest one, and of two that are equally near
 * the even one (`half-even`), the one further from zero (`half-up`, commercial rounding) or the one
 * nearer to it (`half-down`).
 */
export const RoundingMode = z.enum(['half-even', 'half-up', 'half-down']);
export type RoundingMode = z.infer<typeof RoundingMode>;

/** The greatest common divisor of two numbers of zero or more. */
const gcd = (one: bigint, other: bigint): bigint => {
  let [larger, smaller] = [one, other];
  while (smaller > 0n) {
    // Numbers divide several times as fast, and nearly all amounts are small enough for them.
    if (larger <= Number.MAX_SAFE_INTEGER && smaller <= Number.MAX_SAFE_INTEGER)
      return BigInt(smallGcd(Number(larger), Number(smaller)));
    [larger, smaller] = [smaller, larger % smaller];
  }
  return larger;
};

const smallGcd = (one: number, other: number): number => {
  let [larger, smaller] = [one, other];
  while (smaller > 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
};

const size = (number: bigint): bigint => (number < 0n ? -number : number);

/**
 * The fraction of two whole numbers.
 *
 * @throws RangeError for a denominator of zero
 */
export const fraction = (
  numerator: bigint | number,
  denominator: bigint | number = 1n,
): Fraction => {
  const [above, below] = [BigInt(numerator), BigInt(denominator)];
  if (below === 0n) throw new RangeError('a fraction has no denominator of zero');
  const common = gcd(size(above), size(below)) * (below < 0n ? -1n : 1n);
  return { numerator: above / common, denominator: below / common };
};

/** A decimal as a fraction: `0.125` is 1/8. */
export const fractionOf = (decimal: Decimal): Fraction => {
  const { amount, scale } = scaled(decimal);
  return fraction(amount, 10n ** BigInt(scale));
};

/** The sum of two fractions. */
export const plusFraction = (left: Fraction, right: Fraction): Fraction =>
  fraction(
    left.numerator * right.denominator + right.numerator * left.denominator,
    left.denominator * right.denominator,
  );

/** The product of fractions; one, of none. */
export const timesFraction = (...factors: readonly Fraction[]): Fraction =>
  fraction(
    factors.reduce((product, { numerator }) => product * numerator, 1n),
    factors.reduce((product, { denominator }) => product * denominator, 1n),
  );

/**
 * The fraction turned round.
 *
 * @throws RangeError for zero
 */
export const inverseOf = ({ numerator, denominator }: Fraction): Fraction =>
  fraction(denominator, numerator);

/** The whole number that a fraction is rounded to. */
export const roundedFraction = (
  { numerator, denominator }: Fraction,
  mode: RoundingMode,
): bigint => {
  const [whole, twice] = [size(numerator) / denominator, (size(numerator) % denominator) * 2n];
  const halfGoesUp = mode === 'half-up' || (mode === 'half-even' && whole % 2n === 1n);
  const up = twice === denominator ? halfGoesUp : twice > denominator;
  return (numerator < 0n ? -1n : 1n) * (up ? whole + 1n : whole);
};

/**
 * Whole numbers for fractions of any sign, so that they total a whole number that is about the sum
 * of the fractions: each is its fraction cut off towards zero, or one further where its remainder is
 * among the largest; of equal remainders the earlier one's is served. The opposites of the fractions
 * give the opposites of the numbers.
 */
export const apportioned = (whole: bigint, parts: readonly Fraction[]): readonly bigint[] => {
  const common = commonDenominator(parts);
  const shares = parts.map(({ numerator, denominator }, index) => {
    const exact = numerator * (common / denominator);
    return { index, cut: exact / common, rest: exact % common };
  });
  const left = whole - shares.reduce((sum, { cut }) => sum + cut, 0n);
  const sign = left < 0n ? -1n : 1n;
  const given = parts.map(() => 0n);
  const turns = shares.toSorted(
    (one, other) => Number(sign * (other.rest - one.rest)) || one.index - other.index,
  );
  for (let unit = 0n; unit < size(left) && turns.length > 0; unit += 1n) {
    const index = turns[Number(unit % BigInt(turns.length))]?.index ?? 0;
    given[index] = (given[index] ?? 0n) + sign;
  }
  return shares.map(({ index, cut }) => cut + (given[index] ?? 0n));
};

/** The same for the sum of the fractions, rounded: each number is within one of its fraction. */
export const roundedTogether = (
  parts: readonly Fraction[],
  mode: RoundingMode,
): readonly bigint[] => apportioned(roundedFraction(sumOfFractions(parts), mode), parts);

/** The sum of fractions, by one common denominator: a long sum of reduced ones would be slow. */
export const sumOfFractions = (parts: readonly Fraction[]): Fraction => {
  const common = commonDenominator(parts);
  return fraction(
    parts.reduce((sum, { numerator, denominator }) => sum + numerator * (common / denominator), 0n),
    common,
  );
};

const commonDenominator = (parts: readonly Fraction[]): bigint =>
  parts.reduce((least, { denominator }) => (least * denominator) / gcd(least, denominator), 1n);
