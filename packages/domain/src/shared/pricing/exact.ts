import {
  AmountOutOfRange,
  type CurrencyCode,
  type Decimal,
  exponentOf,
  limits,
  type Money,
  scaled,
} from '@presales/kernel';

/** An exact number of any length: `amount × 10^-scale`. */
export interface Exact {
  readonly amount: bigint;
  readonly scale: number;
}

/** A decimal as an exact number. */
export const exactDecimal = (decimal: Decimal): Exact => {
  const { amount, scale } = scaled(decimal);
  return { amount: BigInt(amount), scale };
};

/** An amount times a factor, with nothing rounded. */
export const exactProduct = (value: Money, factor: Decimal): Exact => {
  const { amount, scale } = exactDecimal(factor);
  return { amount: BigInt(value.amount) * amount, scale: value.scale + scale };
};

/** The amount of an exact number at a scale that is not smaller than its own. */
export const atScale = ({ amount, scale }: Exact, finer: number): bigint =>
  amount * 10n ** BigInt(finer - scale);

/** Less than zero, zero or more than zero, as `left` is to `right`. */
export const compareExact = (left: Exact, right: Exact): number => {
  const scale = Math.max(left.scale, right.scale);
  const [one, other] = [atScale(left, scale), atScale(right, scale)];
  return one < other ? -1 : Number(one > other);
};

/**
 * An exact number of zero or more as money: at the currency's minor unit where it fits there, else
 * at as few more decimal places as it needs, at most nine, the ninth rounded half-even.
 *
 * @throws AmountOutOfRange
 */
export const settled = (value: Exact, currency: CurrencyCode): Money => {
  const exponent = exponentOf(currency);
  let { amount, scale } = value.scale < exponent ? raised(value, exponent) : lowered(value);
  while (scale > exponent && amount % 10n === 0n) {
    amount /= 10n;
    scale -= 1;
  }
  if (amount > BigInt(limits.amount)) throw new AmountOutOfRange(amount, currency);
  return { amount: Number(amount), currency, scale };
};

const raised = (value: Exact, scale: number): Exact => ({ amount: atScale(value, scale), scale });

const lowered = ({ amount, scale }: Exact): Exact => {
  if (scale <= limits.decimalScale) return { amount, scale };
  const unit = 10n ** BigInt(scale - limits.decimalScale);
  const [whole, rest] = [amount / unit, (amount % unit) * 2n];
  const up = rest > unit || (rest === unit && whole % 2n === 1n);
  return { amount: up ? whole + 1n : whole, scale: limits.decimalScale };
};
