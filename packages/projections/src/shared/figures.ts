import {
  type CurrencyCode,
  decimalText,
  type MoneyFigure,
  moneyFigure,
  percentText,
  type Whole,
} from '@presales/kernel';
import type { Ratio } from './answer.ts';
import { present } from './present.ts';
import { add, compare } from './whole.ts';

/** A quotient rounded to a whole number, half away from zero. The divisor is above zero. */
export const divide = (dividend: bigint, divisor: bigint): bigint => {
  const negative = dividend < 0n;
  const quotient = ((negative ? -dividend : dividend) * 2n + divisor) / (divisor * 2n);
  return negative ? -quotient : quotient;
};

/**
 * An amount per piece, rounded half away from zero to the minor unit; undefined where there are no
 * pieces.
 */
export const perPiece = (
  amount: Whole,
  pieces: number,
  currency: CurrencyCode,
): MoneyFigure | undefined =>
  pieces === 0 ? undefined : moneyFigure(divide(BigInt(amount), BigInt(pieces)), currency);

/** The two values in the middle of some, which are one where their count is odd; undefined of none. */
const middle = <Value extends Whole>(
  values: readonly Value[],
): readonly [Value, Value] | undefined => {
  const sorted = [...values].sort(compare);
  const before = sorted[Math.floor((sorted.length - 1) / 2)];
  const after = sorted[Math.floor(sorted.length / 2)];
  return before === undefined || after === undefined ? undefined : [before, after];
};

/** The middle value, or the mean of the two middle ones; undefined where there are no values. */
export const median = (values: readonly number[]): number | undefined => {
  const [before, after] = middle(values) ?? [];
  return before === undefined || after === undefined ? undefined : (before + after) / 2;
};

/** The median of amounts in minor units, rounded half away from zero. */
export const medianMoney = (
  amounts: readonly Whole[],
  currency: CurrencyCode,
): MoneyFigure | undefined => {
  const [before, after] = middle(amounts) ?? [];
  return before === undefined || after === undefined
    ? undefined
    : perPiece(add(before, after), 2, currency);
};

/**
 * The mean of whole numbers with two decimals, rounded half away from zero; undefined where there
 * are no values.
 */
export const meanText = (values: readonly number[]): string | undefined => {
  if (values.length === 0) return undefined;
  const total = values.reduce((left, right) => left + right, 0);
  return decimalText(divide(BigInt(total) * 100n, BigInt(values.length)), 2);
};

/** How many of how many. */
export const ratio = (count: number, of: number): Ratio =>
  present({ count, of, percent: percentText(count, of) });
