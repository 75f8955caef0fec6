import {
  AmountOutOfRange,
  type CurrencyCode,
  decimalText,
  limits,
  type Money,
  money,
  percentText,
} from '@presales/kernel';
import type { Ratio } from './answer.ts';
import { present } from './present.ts';

/**
 * The sum of two amounts in minor units of one currency. They are plain integers because a report
 * adds very many.
 *
 * @throws AmountOutOfRange
 */
export const add = (left: number, right: number, currency: CurrencyCode): number => {
  const total = left + right;
  if (total > limits.amount || total < -limits.amount)
    throw new AmountOutOfRange(BigInt(total), currency);
  return total;
};

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
  amount: number,
  pieces: number,
  currency: CurrencyCode,
): Money | undefined =>
  pieces === 0 ? undefined : money(Number(divide(BigInt(amount), BigInt(pieces))), currency);

/** The middle value, or the mean of the two middle ones; undefined where there are no values. */
export const median = (values: readonly number[]): number | undefined => {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted[Math.floor(sorted.length / 2)];
  const before = sorted[Math.floor((sorted.length - 1) / 2)];
  return middle === undefined || before === undefined ? undefined : (middle + before) / 2;
};

/** The median of amounts in minor units, rounded half away from zero. */
export const medianMoney = (
  amounts: readonly number[],
  currency: CurrencyCode,
): Money | undefined => {
  const doubled = median(amounts.map((amount) => amount * 2));
  return doubled === undefined ? undefined : perPiece(doubled, 2, currency);
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
