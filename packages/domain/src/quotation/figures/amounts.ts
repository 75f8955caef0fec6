import {
  allocate,
  decimalText,
  type Money,
  minus,
  plus,
  times,
  WHOLE,
  zero,
} from '@presales/kernel';
import type { LineTax, QuotationLine } from '../values/line.ts';

/**
 * What a line would come to at its list price, or at its price where it was drawn from no list,
 * without discounts, as it is priced: with its tax where the price includes it.
 *
 * @throws AmountOutOfRange
 */
export const listOf = ({ quantity, unitPrice, listPrice = unitPrice }: QuotationLine): Money =>
  times(listPrice, quantity);

/**
 * What a line comes to as it is priced: quantity times unit price, less its own discount, rounded
 * half-even to the currency's minor unit once, at the end.
 *
 * @throws AmountOutOfRange
 */
export const amountOf = ({ quantity, unitPrice, discount = 0 }: QuotationLine): Money =>
  times(unitPrice, quantity, decimalText(WHOLE - discount, 4));

/** An amount without its tax, the tax, and both together. */
export interface TaxedAmount {
  readonly net: Money;
  readonly tax: Money;
  readonly gross: Money;
}

/**
 * Splits an amount that includes its tax, or adds the tax to one that does not. Net and tax make the
 * gross to the minor unit.
 *
 * @throws AmountOutOfRange
 */
export const taxed = (amount: Money, tax?: LineTax): TaxedAmount => {
  if (tax === undefined) return { net: amount, tax: zero(amount.currency), gross: amount };
  if (!tax.included) {
    const added = times(amount, decimalText(tax.rate, 4));
    return { net: amount, tax: added, gross: plus(amount, added) };
  }
  const [net = amount, part = zero(amount.currency)] = allocate(amount, [WHOLE, tax.rate]);
  return { net, tax: part, gross: amount };
};

/**
 * What a line comes to net of tax, before any discount on the whole document.
 *
 * @throws AmountOutOfRange
 */
export const netOf = (line: QuotationLine): Money => taxed(amountOf(line), line.tax).net;

/**
 * What a line costs us, in the currency of its price: quantity times unit cost, at the cost's own
 * rate where it has one, rounded once as the line's net is; undefined when unknown.
 *
 * @throws AmountOutOfRange
 */
export const costOf = ({ quantity, unitPrice, unitCost }: QuotationLine): Money | undefined =>
  unitCost &&
  // The rate says what one unit of the cost's currency is in the price's.
  times({ ...unitCost.amount, currency: unitPrice.currency }, quantity, unitCost.rate ?? '1');

/**
 * What a line earns before any discount on the whole document: its net less its cost; undefined when
 * the cost is unknown, never the net.
 *
 * @throws AmountOutOfRange
 */
export const marginOf = (line: QuotationLine): Money | undefined => {
  const cost = costOf(line);
  return cost && minus(netOf(line), cost);
};
