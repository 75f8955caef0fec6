import { allocate, type Money, minus, plus, toMinorUnit, zero } from '@presales/kernel';
import type { DealValue } from '../../shared/deal-value.ts';
import { valueOfLines } from '../../shared/line-value.ts';
import type { ShopOrderLine } from '../vocabulary.ts';

/** What an order asks for: its lines and the tax on them. */
export interface Ordered {
  readonly lines: readonly ShopOrderLine[];
  readonly tax?: Money | undefined;
}

/** What an order asks for, with its sums. */
export interface Priced {
  /** What the lines are worth as a deal. */
  readonly value: DealValue;
  readonly net: Money;
  readonly total: Money;
}

/**
 * The sums of lines that are all in one currency.
 *
 * @throws AmountOutOfRange
 */
export const priced = ({ lines, tax }: Ordered, currency: string): Priced => {
  const value = valueOfLines(currency, lines);
  const { net } = value;
  return { value, net, total: tax === undefined ? net : plus(net, toMinorUnit(tax)) };
};

/**
 * A deal's value less what was conceded, net of tax. A concession comes off the margin in full,
 * because what was delivered costs the same. It is split between the lines of known and of unknown
 * cost in proportion to their nets, and the second part is taken off the net of unknown cost.
 *
 * @throws AmountOutOfRange
 */
export const lessConceded = (value: DealValue, conceded: Money): DealValue => {
  const { net, margin, netOfUnknownCost } = value;
  const known = Math.max(net.amount - netOfUnknownCost.amount, 0);
  const unknown = Math.max(netOfUnknownCost.amount, 0);
  const [ofKnown, ofUnknown] = inProportion(conceded, known, unknown);
  return {
    net: minus(net, conceded),
    margin: minus(margin, ofKnown),
    netOfUnknownCost: minus(netOfUnknownCost, ofUnknown),
  };
};

/**
 * The part of an amount that falls on the net, tax left out, in minor units.
 *
 * @throws AmountOutOfRange
 */
export const netPartOf = (amount: Money, { net, total }: Pick<Priced, 'net' | 'total'>): Money => {
  const tax = Math.max(total.amount - net.amount, 0);
  return inProportion(toMinorUnit(amount), Math.max(net.amount, 0), tax)[0];
};

/** An amount in two parts by weight; without weights it is the first part. */
const inProportion = (
  amount: Money,
  first: number,
  second: number,
): readonly [first: Money, second: Money] => {
  if (second === 0) return [amount, zero(amount.currency)];
  const [one = amount, other = amount] = allocate(amount, [first, second]);
  return [one, other];
};
