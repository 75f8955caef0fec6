import {
  allocate,
  compareMoney,
  type Decimal,
  decimalText,
  type Money,
  minus,
  plus,
  sum,
  times,
  toMinorUnit,
  WHOLE,
  zero,
} from '@presales/kernel';
import type { DealValue } from '../../shared/deal-value.ts';
import {
  addQuantities,
  compareQuantities,
  lessQuantity,
  portionOf,
} from '../../shared/quantities.ts';
import { same } from '../../shared/same.ts';
import type { KnownShopOrder, ReturnRefund } from '../state.ts';
import type { ReturnedItems, ShopOrderLine } from '../vocabulary.ts';
import { netPartOf } from './value.ts';

/** Pieces of a line that came back and that no change of the order has taken out of it. */
interface ReturnedPieces {
  readonly line: ShopOrderLine;
  readonly quantity: Decimal;
  /** What was paid back for them, tax included. */
  readonly amount: Money;
}

/** Refunds for pieces that came back, with one more where its pieces are known. */
export const withReturn = (
  returns: readonly ReturnRefund[],
  amount: Money,
  items: ReturnedItems | undefined,
): readonly ReturnRefund[] => (items === undefined ? returns : [...returns, { amount, items }]);

/** How much came back of each line so far, and what was paid back for it. */
const returnedByLine = ({ returns, everOrdered }: KnownShopOrder) => {
  const byLine = new Map<string, { readonly quantity: Decimal; readonly amount: Money }>();
  for (const { amount, items } of returns) {
    const weights = items.map(({ lineId, quantity }) => {
      const { unitPrice = amount } = everOrdered.get(lineId)?.line ?? {};
      return Math.max(times(unitPrice, quantity).amount, 0);
    });
    const parts = allocate(
      toMinorUnit(amount),
      weights.some((weight) => weight > 0) ? weights : weights.map(() => 1),
    );
    for (const [index, { lineId, quantity }] of items.entries()) {
      const before = byLine.get(lineId) ?? { quantity: '0', amount: zero(amount.currency) };
      byLine.set(lineId, {
        quantity: addQuantities(before.quantity, quantity) ?? before.quantity,
        amount: plus(before.amount, parts[index] ?? zero(amount.currency)),
      });
    }
  }
  return byLine;
};

/**
 * The pieces that came back and still stand in the order's lines. Where a change has lowered a line,
 * the pieces that it took out are those that came back, whichever was reported first.
 *
 * @throws AmountOutOfRange
 */
export const returnedPieces = (order: KnownShopOrder): readonly ReturnedPieces[] =>
  [...returnedByLine(order)].flatMap(([lineId, { quantity: all, amount }]) => {
    const ordered = order.everOrdered.get(lineId);
    if (ordered === undefined) return [];
    const now = order.lines.find((line) => line.lineId === lineId)?.quantity ?? '0';
    const quantity = lessQuantity(all, lessQuantity(ordered.most, now));
    return compareQuantities(quantity, '0') === 0
      ? []
      : [{ line: ordered.line, quantity, amount: portionOf(amount, quantity, all) }];
  });

/**
 * A deal's value without what came back: its net goes down by what was paid back for it, and its
 * cost goes along.
 *
 * @throws AmountOutOfRange
 */
export const withoutReturned = (order: KnownShopOrder, value: DealValue): DealValue =>
  returnedPieces(order).reduce(({ net, margin, netOfUnknownCost }, { line, quantity, amount }) => {
    const paidBack = netPartOf(amount, order);
    const { unitCost } = line;
    const left = { net: minus(net, paidBack), margin, netOfUnknownCost };
    return unitCost === undefined
      ? { ...left, netOfUnknownCost: minus(netOfUnknownCost, paidBack) }
      : { ...left, margin: minus(margin, minus(paidBack, times(unitCost.amount, quantity))) };
  }, value);

/** How much of a line may still come back. */
export const returnable = (order: KnownShopOrder, lineId: string): Decimal =>
  lessQuantity(
    order.everOrdered.get(lineId)?.most ?? '0',
    returnedByLine(order).get(lineId)?.quantity ?? '0',
  );

/**
 * What came back by a refund that does not name it: whole pieces of one line whose price, tax
 * included, is the amount. Undefined where no line fits, or where several do that cost us
 * differently: then nobody can tell, and nothing is guessed.
 *
 * @throws AmountOutOfRange
 */
export const impliedReturn = (order: KnownShopOrder, amount: Money): ReturnedItems | undefined => {
  const fitting = [...order.everOrdered.values()].flatMap(({ line }) => {
    const one = grossOf(order, line, 1).amount;
    const pieces = one > 0 ? Math.round(toMinorUnit(amount).amount / one) : 0;
    const fits =
      pieces > 0 &&
      compareQuantities(decimalText(pieces, 0), returnable(order, line.lineId)) <= 0 &&
      compareMoney(grossOf(order, line, pieces), amount) === 0;
    return fits ? [{ line, pieces }] : [];
  });
  const [first] = fitting;
  return first !== undefined &&
    fitting.every(({ line }) => same(line.unitCost, first.line.unitCost))
    ? [{ lineId: first.line.lineId, quantity: decimalText(first.pieces, 0) }]
    : undefined;
};

/** What pieces of a line cost the customer, with their part of the order's tax. */
const grossOf = (
  { net, total }: KnownShopOrder,
  { unitPrice, discount = 0 }: ShopOrderLine,
  pieces: number,
): Money => {
  const price = times(unitPrice, decimalText(pieces, 0), decimalText(WHOLE - discount, 4));
  return net.amount <= 0
    ? price
    : portionOf(price, decimalText(total.amount, total.scale), decimalText(net.amount, net.scale));
};

/** What was paid back for pieces that came back, in all. @throws AmountOutOfRange */
export const returnedTotal = ({ returns, total }: KnownShopOrder): Money =>
  sum(
    total.currency,
    returns.map(({ amount }) => amount),
  );

/** The same for pieces that still stand in the order's lines. @throws AmountOutOfRange */
export const returnedStanding = (order: KnownShopOrder): Money =>
  sum(
    order.total.currency,
    returnedPieces(order).map(({ amount }) => amount),
  );
