import {
  type CurrencyCode,
  type Decimal,
  decimalText,
  type Money,
  minus,
  plus,
  times,
  WHOLE,
} from '@presales/kernel';
import { type DealValue, withinNet, worthless } from './deal-value.ts';
import type { UnitCost } from './unit-cost.ts';

/** What the value of a line follows from. */
export interface ValuedLine {
  readonly quantity: Decimal;
  readonly unitPrice: Money;
  /** Off the unit price times quantity, in basis points. */
  readonly discount?: number | undefined;
  readonly unitCost?: UnitCost | undefined;
}

/**
 * What lines of one currency come to together: each line's net and cost is rounded half-even to the
 * minor unit before it is added. A line without a cost has no margin; its net is of unknown cost.
 *
 * @throws AmountOutOfRange, CurrencyMismatch
 */
export const valueOfLines = (currency: CurrencyCode, lines: Iterable<ValuedLine>): DealValue => {
  let value = worthless(currency);
  for (const line of lines) value = withLine(value, line);
  return withinNet(value);
};

const withLine = (
  { net, margin, netOfUnknownCost }: DealValue,
  { quantity, unitPrice, discount = 0, unitCost }: ValuedLine,
): DealValue => {
  const lineNet = times(unitPrice, quantity, decimalText(WHOLE - discount, 4));
  if (unitCost === undefined)
    return {
      net: plus(net, lineNet),
      margin,
      netOfUnknownCost: plus(netOfUnknownCost, lineNet),
    };
  const lineMargin = minus(lineNet, times(unitCost.amount, quantity));
  return { net: plus(net, lineNet), margin: plus(margin, lineMargin), netOfUnknownCost };
};
