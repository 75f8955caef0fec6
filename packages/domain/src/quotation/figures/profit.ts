import { type Money, minus, percentOf } from '@presales/kernel';

/** A profit in percent under its two names (B2). */
export interface Percentages {
  /** Of the price: margin / net. Undefined where the net is not above zero. */
  readonly margin: string | undefined;
  /** Of the cost: margin / cost. Undefined where the cost is not above zero. */
  readonly markup: string | undefined;
}

/**
 * The margin on price and the markup on cost, in percent with two decimal places (`"30.00"`). On a
 * net below zero a margin's sign would say the opposite of what it means, so there is none.
 *
 * @throws AmountOutOfRange, CurrencyMismatch
 */
export const percentages = (net: Money, margin: Money): Percentages => {
  const cost = minus(net, margin);
  return {
    margin: net.amount > 0 ? percentOf(margin, net) : undefined,
    markup: cost.amount > 0 ? percentOf(margin, cost) : undefined,
  };
};
