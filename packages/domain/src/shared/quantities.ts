import {
  Decimal,
  decimalText,
  fraction,
  type Money,
  roundedFraction,
  scaled,
} from '@presales/kernel';

/** Two decimals as integers at one scale, so that they may be added and compared. */
const atOneScale = (left: Decimal, right: Decimal) => {
  const [one, other] = [scaled(left), scaled(right)];
  const scale = Math.max(one.scale, other.scale);
  const raise = (number: typeof one) => BigInt(number.amount) * 10n ** BigInt(scale - number.scale);
  return { one: raise(one), other: raise(other), scale };
};

/** Less than zero, zero or more than zero, as `left` is to `right`: `1.10` is `1.1`. */
export const compareQuantities = (left: Decimal, right: Decimal): number => {
  const { one, other } = atOneScale(left, right);
  return one < other ? -1 : one > other ? 1 : 0;
};

/** The sum of two quantities; undefined when it has more digits than a decimal may have. */
export const addQuantities = (left: Decimal, right: Decimal): Decimal | undefined => {
  const { one, other, scale } = atOneScale(left, right);
  return Decimal.safeParse(decimalText(one + other, scale)).data;
};

/** A quantity less another one; zero where the other one is larger. */
export const lessQuantity = (left: Decimal, right: Decimal): Decimal => {
  const { one, other, scale } = atOneScale(left, right);
  return one > other ? decimalText(one - other, scale) : '0';
};

/**
 * The part of an amount that falls to a quantity out of the whole quantity, rounded half up. It is
 * not checked against the range of amounts, because the amount it is taken off is.
 */
export const portionOf = (value: Money, part: Decimal, whole: Decimal): Money => {
  const { one, other } = atOneScale(part, whole);
  const exact = fraction(BigInt(value.amount) * one, other);
  return { ...value, amount: Number(roundedFraction(exact, 'half-up')) };
};
