import type { Money } from '@presales/kernel';
import { compareQuantities, lessQuantity } from '../../shared/quantities.ts';
import type { ShopOrder } from '../state.ts';
import type { ShopOrderLine } from '../vocabulary.ts';
import { returnedPieces } from './returned.ts';

/** A line of an order as the line of a quotation that it becomes. */
export interface OrderItemToCopy {
  readonly itemId: string;
  readonly line: ShopOrderLine & { readonly listPrice?: Money };
}

/**
 * What copying a shop order takes from the order itself, for `CopyIntoQuotation` (S70, S73): its
 * lines as they stand, whatever has been changed or substituted since it was received, without the
 * pieces that came back; nothing of an order that is not known. The shop's price is the list price
 * that a lower one is held against (S71). The tax of an order is not said by line, and stays behind.
 *
 *     const { state } = await presales.shopOrder.load(shopOrderId);
 *     await presales.quotation({
 *       type: 'CopyIntoQuotation',
 *       data: {
 *         quotationId,
 *         from: { kind: 'shop-order', documentId: shopOrderId, partyId },
 *         items: orderItemsToCopy(state),
 *       },
 *     });
 *
 * @throws AmountOutOfRange never for a state that commands led to
 */
export const orderItemsToCopy = (order: ShopOrder): readonly OrderItemToCopy[] => {
  if (order.status === 'absent' || order.status === 'awaited') return [];
  const returned = returnedPieces(order);
  return order.lines.flatMap((line) => {
    const back = returned.find((pieces) => pieces.line.lineId === line.lineId)?.quantity ?? '0';
    const quantity = lessQuantity(line.quantity, back);
    if (compareQuantities(quantity, '0') === 0) return [];
    const { lineId: itemId, unitPrice } = line;
    const listed = unitPrice.amount < 0 ? {} : { listPrice: unitPrice };
    return [{ itemId, line: { ...line, quantity, ...listed } }];
  });
};
