/** An exact fraction, always in lowest terms: slow and plain. */
export class Fraction {
  static readonly zero = new Fraction(0n, 1n);
  readonly above: bigint;
  readonly below: bigint;

  constructor(above: bigint | number, below: bigint | number = 1n) {
    let [n, d] = [BigInt(above), BigInt(below)];
    if (d < 0n) [n, d] = [-n, -d];
    let [a, b] = [n < 0n ? -n : n, d];
    while (b > 0n) [a, b] = [b, a % b];
    this.above = n / a;
    this.below = d / a;
  }

  plus({ above, below }: Fraction): Fraction {
    return new Fraction(this.above * below + above * this.below, this.below * below);
  }

  minus({ above, below }: Fraction): Fraction {
    return this.plus(new Fraction(-above, below));
  }

  times({ above, below }: Fraction): Fraction {
    return new Fraction(this.above * above, this.below * below);
  }

  over({ above, below }: Fraction): Fraction {
    return new Fraction(this.above * below, this.below * above);
  }

  compare(other: Fraction): number {
    const { above } = this.minus(other);
    return above < 0n ? -1 : above > 0n ? 1 : 0;
  }

  /** The largest whole number that is not above it. */
  floor(): bigint {
    const whole = this.above / this.below;
    return this.above < 0n && whole * this.below !== this.above ? whole - 1n : whole;
  }

  /** The nearest whole number, halves away from zero. */
  rounded(): bigint {
    if (this.above < 0n) return -new Fraction(-this.above, this.below).rounded();
    return this.plus(new Fraction(1n, 2n)).floor();
  }

  /** The nearest whole number, halves to the even one. */
  roundedToEven(): bigint {
    const floor = this.floor();
    const rest = this.minus(new Fraction(floor)).compare(new Fraction(1n, 2n));
    return rest < 0 || (rest === 0 && floor % 2n === 0n) ? floor : floor + 1n;
  }
}

/** A decimal text as a fraction. */
export const decimal = (text: string): Fraction => {
  const [whole = '0', places = ''] = text.split('.');
  return new Fraction(BigInt(whole + places), 10n ** BigInt(places.length));
};

/** The sum of fractions. */
export const sum = (fractions: readonly Fraction[]): Fraction =>
  fractions.reduce((left, right) => left.plus(right), Fraction.zero);

/**
 * Whole numbers near some fractions, together their sum: the largest remainders are rounded up. Where
 * each has a whole of its own, none is to be beyond that.
 */
export const shareOut = (
  fractions: readonly Fraction[],
  wholes?: readonly number[],
): readonly number[] => {
  const whole = sum(fractions).rounded();
  const parts = fractions.map((exact, place) => {
    const floor = exact.floor();
    const own = wholes?.[place] ?? 0;
    const [least, most] = [Math.min(own, 0), Math.max(own, 0)];
    const up = wholes === undefined ? 1 : floor < least ? 2 : floor >= most ? 0 : 1;
    return { place, floor, rest: exact.minus(new Fraction(floor)), up };
  });
  const left = Number(whole - parts.reduce((total, { floor }) => total + floor, 0n));
  const raised = [...parts]
    .sort(
      (one, other) => other.up - one.up || other.rest.compare(one.rest) || one.place - other.place,
    )
    .slice(0, left)
    .map(({ place }) => place);
  return parts.map(({ place, floor }) => Number(floor) + (raised.includes(place) ? 1 : 0));
};

/** So many of so many in percent, as reports write it; absent of nothing. */
export const percent = (part: number, of: number): string | undefined =>
  of === 0 ? undefined : hundredths(new Fraction(part * 100).over(new Fraction(of)));

/** A fraction with two decimals, halves away from zero. */
export const hundredths = (exact: Fraction): string => {
  const amount = exact.times(new Fraction(100)).rounded();
  const digits = `${amount < 0n ? -amount : amount}`.padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
