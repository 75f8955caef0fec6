import { type Whole, whole } from '@presales/kernel';

/**
 * An exact sum of parts of whole numbers. What has the same denominator is kept together, so that
 * adding is one product and one sum: a report adds parts by the hundred thousand, and their
 * denominators are few. A general fraction would be reduced to its lowest terms at every addition.
 */
export class ExactSum {
  private readonly numerators = new Map<number, bigint>();

  /** Adds `part` of `of` parts of an amount. `of` is above zero. */
  add(amount: Whole, part: number, of: number): void {
    const [numerator, denominator] =
      part === of ? [BigInt(amount), 1] : [BigInt(amount) * BigInt(part), of];
    this.numerators.set(denominator, (this.numerators.get(denominator) ?? 0n) + numerator);
  }

  get denominators(): Iterable<number> {
    return this.numerators.keys();
  }

  /** The sum in parts of a whole that every one of the denominators divides. */
  in(parts: bigint): bigint {
    let sum = 0n;
    for (const [denominator, numerator] of this.numerators)
      sum += numerator * (parts / BigInt(denominator));
    return sum;
  }
}

/** Between what a part has to stay. */
export interface Bounds {
  readonly least: Whole;
  readonly most: Whole;
}

/**
 * Exact sums as whole numbers that add up to the whole: each is its sum rounded down or up, and those
 * with the largest remainders are rounded up; of equal remainders, those that stand first. With bounds,
 * one that would be outside of its own if it were rounded otherwise goes before all remainders. The sums
 * together are a whole number, as they are where nothing of what was split is left out.
 */
export const apportioned = (
  sums: readonly ExactSum[],
  bounds: readonly Bounds[] = [],
): readonly Whole[] => {
  const parts = commonDenominator(sums);
  const shares = sums.map((sum, place) => {
    const exact = sum.in(parts);
    const remainder = ((exact % parts) + parts) % parts;
    const floor = (exact - remainder) / parts;
    return { place, floor, remainder, turn: turnOf(floor, bounds[place]) };
  });
  const left = shares.reduce((total, { remainder }) => total + remainder, 0n) / parts;
  const raised = new Set(
    [...shares]
      .sort((one, other) =>
        one.turn !== other.turn
          ? one.turn - other.turn
          : one.remainder === other.remainder
            ? one.place - other.place
            : one.remainder > other.remainder
              ? -1
              : 1,
      )
      .slice(0, Number(left))
      .map(({ place }) => place),
  );
  return shares.map(({ place, floor }) => whole(raised.has(place) ? floor + 1n : floor));
};

/** When a part has its turn to be rounded up: first where it must be, last where it must not. */
const turnOf = (floor: bigint, bounds: Bounds | undefined): number =>
  bounds === undefined || (floor >= bounds.least && floor < bounds.most)
    ? 1
    : floor < bounds.least
      ? 0
      : 2;

/** The least number that all denominators divide. */
const commonDenominator = (sums: readonly ExactSum[]): bigint => {
  const denominators = new Set(sums.flatMap(({ denominators }) => [...denominators]));
  let least = 1n;
  for (const denominator of denominators)
    least = (least / greatestCommonDivisor(least, BigInt(denominator))) * BigInt(denominator);
  return least;
};

const greatestCommonDivisor = (left: bigint, right: bigint): bigint =>
  right === 0n ? left : greatestCommonDivisor(right, left % right);
