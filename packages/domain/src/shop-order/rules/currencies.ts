import type { CurrencyCode, Money } from '@presales/kernel';
import type { Ordered } from '../figures/value.ts';
import { type Answer, refuse } from '../refusals.ts';

/** The refusal of an amount that is not in the currency of the order; undefined when it is. */
export const foreign = (amount: Money, expected: CurrencyCode): Answer | undefined =>
  amount.currency === expected
    ? undefined
    : refuse({ code: 'shop-order/foreign-currency', currency: amount.currency, expected });

/** The refusal of lines and a tax that are not all in one currency; undefined when they are. */
export const foreignWithin = ({ lines, tax }: Ordered, expected: CurrencyCode) => {
  for (const { unitPrice } of lines) {
    const refusal = foreign(unitPrice, expected);
    if (refusal !== undefined) return refusal;
  }
  return tax && foreign(tax, expected);
};
