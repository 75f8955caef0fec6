import { type Whole, whole } from '@presales/kernel';

/** The sum of two whole numbers of any size. Nearly all are small, and a report adds very many. */
export const add = (left: Whole, right: Whole): Whole => {
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = left + right;
    // A sum that was rounded to a number is not a safe one.
    if (Number.isSafeInteger(sum)) return sum;
  }
  return whole(BigInt(left) + BigInt(right));
};

/** The number with the other sign; zero has none. */
export const negative = (value: Whole): Whole =>
  typeof value === 'number' ? 0 - value : whole(-value);

/** The difference of two whole numbers of any size. */
export const subtract = (left: Whole, right: Whole): Whole => add(left, negative(right));

/** Less than zero, zero or more than zero, as `left` is to `right`: for sorting. */
export const compare = (left: Whole, right: Whole): number =>
  left < right ? -1 : left > right ? 1 : 0;
