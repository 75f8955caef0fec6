import type { DealValue } from '../../shared/deal-value.ts';
import { valueOfLines } from '../../shared/line-value.ts';
import type { ShopOrder } from '../state.ts';
import type { ShopOrderLine } from '../vocabulary.ts';
import { orderItemsToCopy } from './items-to-copy.ts';

/** A line of an order, and what it is worth by itself. */
export interface OrderLineValue {
  readonly line: ShopOrderLine;
  readonly value: DealValue;
}

/**
 * What each line of an order is worth as it stands, without the pieces that came back; nothing of an
 * order that is not known. What refunds took off the price besides is in no line.
 *
 * @throws AmountOutOfRange never for a state that commands led to
 */
export const orderLineValues = (order: ShopOrder): readonly OrderLineValue[] =>
  orderItemsToCopy(order).map(({ line }) => ({
    line,
    value: valueOfLines(line.unitPrice.currency, [line]),
  }));
