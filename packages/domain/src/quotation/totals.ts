import {
  decimalText,
  type Money,
  minus,
  percentOf,
  plus,
  times,
  WHOLE,
  zero,
} from '@presales/kernel';
import type { DealValue } from '../shared/deal-value.ts';
import type { QuotationLine } from './events.ts';

/**
 * What a line comes to: quantity times unit price, less the discount, rounded half-even to the
 * currency's minor unit once, at the end.
 *
 * @throws AmountOutOfRange
 */
export const netOf = ({ quantity, unitPrice, discount = 0 }: QuotationLine): Money =>
  times(unitPrice, quantity, decimalText(WHOLE - discount, 4));

/**
 * What a line costs us: quantity times unit cost, rounded as its net is; undefined when unknown.
 *
 * @throws AmountOutOfRange
 */
export const costOf = ({ quantity, unitCost }: QuotationLine): Money | undefined =>
  unitCost && times(unitCost.amount, quantity);

/**
 * What a line earns: its net less its cost; undefined when the cost is unknown, never the net.
 *
 * @throws AmountOutOfRange
 */
export const marginOf = (line: QuotationLine): Money | undefined => {
  const cost = costOf(line);
  return cost && minus(netOf(line), cost);
};

/** A profit in percent under its two names (decision 2). */
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

/**
 * What the lines of each currency come to, in the order in which currencies first appear. Every
 * line is rounded before it is added (S64).
 *
 * @throws AmountOutOfRange
 */
export const subtotalsOf = (lines: readonly QuotationLine[]): readonly DealValue[] => {
  const subtotals = new Map<string, DealValue>();
  for (const line of lines) {
    const { currency } = line.unitPrice;
    const none = zero(currency);
    const before = subtotals.get(currency) ?? { net: none, margin: none, netOfUnknownCost: none };
    subtotals.set(currency, withLine(before, netOf(line), marginOf(line)));
  }
  return [...subtotals.values()];
};

const withLine = (
  { net, margin, netOfUnknownCost }: DealValue,
  lineNet: Money,
  lineMargin: Money | undefined,
): DealValue => ({
  net: plus(net, lineNet),
  margin: lineMargin ? plus(margin, lineMargin) : margin,
  netOfUnknownCost: lineMargin ? netOfUnknownCost : plus(netOfUnknownCost, lineNet),
});
