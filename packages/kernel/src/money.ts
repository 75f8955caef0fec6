import {
  add,
  type Dinero,
  dinero,
  halfEven,
  multiply,
  subtract,
  toSnapshot,
  transformScale,
} from 'dinero.js/bigint';
import { z } from 'zod';
import { CurrencyCode, exponentOf } from './currency.ts';
import { Decimal, decimalText, type Scaled, scaled } from './decimal.ts';
import { InvalidInput, PresalesError } from './errors.ts';
import {
  type Fraction,
  fraction,
  fractionOf,
  type RoundingMode,
  roundedFraction,
  timesFraction,
} from './fraction.ts';
import { limits } from './limits.ts';
import { type MoneyFigure, type Whole, whole } from './money-figure.ts';
import { parse } from './parse.ts';

/** By how much more minor units an amount of a coarser scale has than its number says. */
const coarser = (currency: CurrencyCode, scale: number): number =>
  10 ** Math.max(0, exponentOf(currency) - scale);

/**
 * An amount of money at rest: `amount × 10^-scale` units of a currency. Totals stand at the
 * currency's own scale; a unit price may be finer (0.0125 USD is amount 125, scale 4).
 */
export const Money = z
  .strictObject({
    amount: z.int().min(-limits.amount).max(limits.amount),
    currency: CurrencyCode,
    scale: z.int().min(0).max(limits.decimalScale),
  })
  // At a scale coarser than the currency's, an amount of fewer digits has as many minor units.
  .refine(
    ({ amount, currency, scale }) => Math.abs(amount) * coarser(currency, scale) <= limits.amount,
    {
      error: `expected an amount of at most ${limits.amount} minor units`,
      path: ['amount'],
    },
  )
  .readonly();
export type Money = z.infer<typeof Money>;

/** Money that is zero or more. */
export const NonNegativeMoney = Money.refine((money) => money.amount >= 0, {
  error: 'expected an amount of zero or more',
  path: ['amount'],
});

/** A sum or product left the range that amounts may have (15 digits of minor units). */
export class AmountOutOfRange extends PresalesError {
  constructor(amount: bigint, currency: CurrencyCode) {
    super('money/out-of-range', `${amount} ${currency} is beyond ±${limits.amount} minor units`);
  }
}

/** Two amounts of different currencies met where one currency is needed. */
export class CurrencyMismatch extends PresalesError {
  constructor(left: CurrencyCode, right: CurrencyCode) {
    super('money/currency-mismatch', `${left} and ${right} cannot be added without a rate`);
  }
}

const toDinero = ({ amount, currency, scale }: MoneyFigure): Dinero<bigint> =>
  dinero({
    amount: BigInt(amount),
    currency: { code: currency, base: 10n, exponent: BigInt(exponentOf(currency)) },
    scale: BigInt(scale),
  });

const toMoney = (value: Dinero<bigint>, currency: CurrencyCode): Money => {
  const { amount, scale } = toSnapshot(value);
  if (amount > BigInt(limits.amount) || amount < -BigInt(limits.amount))
    throw new AmountOutOfRange(amount, currency);
  return { amount: Number(amount), currency, scale: Number(scale) };
};

const bigScaled = ({ amount, scale }: Scaled) => ({ amount: BigInt(amount), scale: BigInt(scale) });

const sameCurrency = (left: MoneyFigure, right: MoneyFigure): void => {
  if (left.currency !== right.currency) throw new CurrencyMismatch(left.currency, right.currency);
};

/**
 * Money from minor units of the currency: `money(1999, 'EUR')` is 19.99 EUR.
 *
 * @throws InvalidInput for a fraction of a minor unit, an amount out of range, an unknown currency
 */
export const money = (amount: number, currency: CurrencyCode): Money =>
  // Adding zero turns -0, which JSON cannot hold, into 0.
  parse(Money, { amount: amount + 0, currency, scale: exponentOf(currency) }, 'money');

/** Nothing, in a currency. */
export const zero = (currency: CurrencyCode): Money => ({
  amount: 0,
  currency,
  scale: exponentOf(currency),
});

/**
 * Money from a decimal text in major units: `parseMoney('19.99', 'EUR')`. Places beyond the
 * currency's own are kept (they are a finer scale), never rounded away.
 *
 * @throws InvalidInput for a text that is no decimal, or an unknown currency
 * @throws AmountOutOfRange
 */
export const parseMoney = (text: Decimal, currency: CurrencyCode): Money => {
  const { amount, scale } = scaled(parse(Decimal, text, 'amount'));
  const exponent = exponentOf(currency);
  if (scale >= exponent) return { amount, currency, scale };
  return toMoney(transformScale(toDinero({ amount, currency, scale }), BigInt(exponent)), currency);
};

/** The decimal text of an amount in major units: `"19.99"`. */
export const majorUnits = ({ amount, scale }: MoneyFigure): Decimal => decimalText(amount, scale);

/** Rounded half-even to the minor unit of its currency. */
export const toMinorUnit = (value: Money): Money => {
  const exponent = exponentOf(value.currency);
  if (value.scale === exponent) return value;
  return toMoney(transformScale(toDinero(value), BigInt(exponent), halfEven), value.currency);
};

/**
 * The sum of two amounts of one currency, at the finer of their scales. Exact.
 *
 * @throws CurrencyMismatch, AmountOutOfRange
 */
export const plus = (left: MoneyFigure, right: MoneyFigure): Money => {
  sameCurrency(left, right);
  return toMoney(add(toDinero(left), toDinero(right)), left.currency);
};

/**
 * The difference of two amounts of one currency, at the finer of their scales. Exact.
 *
 * @throws CurrencyMismatch, AmountOutOfRange
 */
export const minus = (left: MoneyFigure, right: MoneyFigure): Money => {
  sameCurrency(left, right);
  return toMoney(subtract(toDinero(left), toDinero(right)), left.currency);
};

/**
 * The sum of amounts, all in the given currency, at its minor unit or finer. Exact.
 *
 * @throws CurrencyMismatch, AmountOutOfRange
 */
export const sum = (currency: CurrencyCode, amounts: Iterable<MoneyFigure>): Money => {
  let total = zero(currency);
  for (const amount of amounts) total = plus(total, amount);
  return total;
};

/** The product with exact decimals, rounded half-even to the minor unit once, at the end. */
export const times = (value: MoneyFigure, ...factors: readonly Decimal[]): Money =>
  toMinorUnitOf(
    factors.reduce(
      (product, factor) => multiply(product, bigScaled(scaled(factor))),
      toDinero(value),
    ),
    value.currency,
  );

/** The part of an amount that so many basis points are, rounded half-even to the minor unit. */
export const share = (value: MoneyFigure, basisPoints: number): Money =>
  toMinorUnitOf(
    multiply(toDinero(value), { amount: BigInt(basisPoints), scale: 4n }),
    value.currency,
  );

/** An amount as a fraction of minor units: 0.125 EUR are 25/2. */
export const minorUnits = ({ amount, currency, scale }: MoneyFigure): Fraction =>
  fraction(BigInt(amount) * 10n ** BigInt(exponentOf(currency)), 10n ** BigInt(scale));

/**
 * Money from a whole number of minor units of any size.
 *
 * @throws AmountOutOfRange
 */
export const minorMoney = (amount: bigint, currency: CurrencyCode): Money =>
  toMoney(
    dinero({
      amount,
      currency: { code: currency, base: 10n, exponent: BigInt(exponentOf(currency)) },
    }),
    currency,
  );

/**
 * The product with exact fractions, rounded once, at the end, to the minor unit by a named mode.
 *
 * @throws AmountOutOfRange
 */
export const timesExactly = (
  value: Money,
  mode: RoundingMode,
  ...factors: readonly Fraction[]
): Money =>
  minorMoney(roundedFraction(timesFraction(minorUnits(value), ...factors), mode), value.currency);

const toMinorUnitOf = (value: Dinero<bigint>, currency: CurrencyCode): Money =>
  toMoney(transformScale(value, BigInt(exponentOf(currency)), halfEven), currency);

/**
 * The amount in another currency at a rate (units of `to` for one unit of the amount's currency, a
 * fraction where no decimal can hold it), rounded half-even to the minor unit of `to`.
 *
 * @throws AmountOutOfRange
 */
export const convert = (value: MoneyFigure, rate: Decimal | Fraction, to: CurrencyCode): Money =>
  minorMoney(BigInt(convertFigure(value, rate, to)), to);

/** The same in minor units of `to`, however many they are. */
export const convertFigure = (
  value: MoneyFigure,
  rate: Decimal | Fraction,
  to: CurrencyCode,
): Whole => {
  if (value.currency === to) return wholeMinorUnits(value);
  const scales = fraction(10n ** BigInt(exponentOf(to)), 10n ** BigInt(exponentOf(value.currency)));
  const factor = typeof rate === 'string' ? fractionOf(rate) : rate;
  return whole(roundedFraction(timesFraction(minorUnits(value), factor, scales), 'half-even'));
};

/** The minor units of an amount, rounded half-even where its scale is finer than its currency's. */
export const wholeMinorUnits = (value: MoneyFigure): Whole =>
  value.scale === exponentOf(value.currency)
    ? value.amount
    : whole(roundedFraction(minorUnits(value), 'half-even'));

/**
 * An amount split by weights (non-negative integers, not all zero) so that the parts, at the
 * amount's own scale, sum to the whole: by largest remainder, equal remainders going to the earlier
 * part. A negative amount is split as its opposite is, so that a reversal undoes a split exactly.
 *
 * @throws InvalidInput for other weights
 */
export const allocate = (value: Money, weights: readonly number[]): readonly Money[] => {
  const parts = allocateWhole(value.amount, weights);
  return parts.map((amount) => ({ ...value, amount: Number(amount) }));
};

/**
 * A whole number split in the same way.
 *
 * @throws InvalidInput for other weights
 */
export const allocateWhole = (value: Whole, weights: readonly number[]): readonly Whole[] => {
  const total = weights.reduce((left, right) => left + BigInt(parse(Weight, right, 'weight')), 0n);
  if (total === 0n)
    throw new InvalidInput('weights', [{ path: '', expected: 'expected one above zero' }]);
  const sign = value < 0 ? -1n : 1n;
  const amount = BigInt(value) * sign;
  const parts = weights.map((weight, index) => {
    const product = amount * BigInt(weight);
    return { index, floor: product / total, remainder: product % total };
  });
  const left = amount - parts.reduce((sum, { floor }) => sum + floor, 0n);
  const served = new Set(
    parts
      .toSorted((one, other) => Number(other.remainder - one.remainder) || one.index - other.index)
      .slice(0, Number(left))
      .map(({ index }) => index),
  );
  return parts.map(({ index, floor }) => whole(sign * (served.has(index) ? floor + 1n : floor)));
};

const Weight = z.int().min(0);

/** Less than zero, zero or more than zero, as `left` is to `right`; both in one currency. */
export const compareMoney = (left: MoneyFigure, right: MoneyFigure): number => {
  sameCurrency(left, right);
  const [one, other] = atOneScale(left, right);
  return one < other ? -1 : one > other ? 1 : 0;
};

const atOneScale = (left: MoneyFigure, right: MoneyFigure): readonly [bigint, bigint] => {
  const scale = Math.max(left.scale, right.scale);
  const raise = (value: MoneyFigure) => BigInt(value.amount) * 10n ** BigInt(scale - value.scale);
  return [raise(left), raise(right)];
};

/**
 * The ratio of two amounts of one currency in percent, rounded half away from zero to two decimal
 * places, as text (`"63.15"`); undefined when the base is zero.
 *
 * @throws CurrencyMismatch
 */
export const percentOf = (part: MoneyFigure, base: MoneyFigure): string | undefined => {
  sameCurrency(part, base);
  return percentText(...atOneScale(part, base));
};

/** `part / base` in percent with two decimal places, half away from zero; undefined for base 0. */
export const percentText = (part: bigint | number, base: bigint | number): string | undefined => {
  const [p, b] = [BigInt(part), BigInt(base)];
  if (b === 0n) return undefined;
  const negative = p < 0n !== b < 0n && p !== 0n;
  const [num, den] = [p < 0n ? -p : p, b < 0n ? -b : b];
  const hundredths = (num * 20_000n + den) / (den * 2n);
  return decimalText(negative ? -hundredths : hundredths, 2);
};
