import { compareMoney, type Money, minus, zero } from '@presales/kernel';

/** What is to be paid and what was, all in one currency. */
export interface Account {
  readonly total: Money;
  readonly paidTotal: Money;
  readonly refundedTotal: Money;
  /** Taken off the total by refunds. */
  readonly conceded: Money;
}

/** What follows from an account. */
export interface Balance {
  /** Paid and not paid back. */
  readonly kept: Money;
  readonly outstanding: Money;
  readonly overpaid: Money;
}

/**
 * What is still to be paid, or was paid too much. Nothing is due on a cancelled order.
 *
 * @throws AmountOutOfRange
 */
export const balanceOf = (
  { total, paidTotal, refundedTotal, conceded }: Account,
  cancelled: boolean,
): Balance => {
  const kept = minus(paidTotal, refundedTotal);
  const due = cancelled ? zero(total.currency) : notNegative(minus(total, conceded));
  return {
    kept,
    outstanding: notNegative(minus(due, kept)),
    overpaid: notNegative(minus(kept, due)),
  };
};

/** The amount, or nothing where it is below zero. */
export const notNegative = (amount: Money): Money =>
  amount.amount < 0 ? zero(amount.currency) : amount;

/** The smaller of two amounts of one currency. */
export const smaller = (left: Money, right: Money): Money =>
  compareMoney(left, right) <= 0 ? left : right;
