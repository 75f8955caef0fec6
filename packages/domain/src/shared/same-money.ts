import { compareMoney, type Money } from '@presales/kernel';

/** Whether two amounts are the same money: 1 EUR is 1.00 EUR, and no USD is any EUR. */
export const sameMoney = (left: Money, right: Money): boolean =>
  left.currency === right.currency && compareMoney(left, right) === 0;
