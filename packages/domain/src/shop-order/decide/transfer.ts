import { linksOf } from '../figures/standing.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { ShopOrder } from '../state.ts';

/** Hands the order over to a quotation, which says from then on what is sold (S70, S73). */
export const transfer = (
  { shopOrderId, quotationId }: Data<'TransferShopOrder'>,
  state: ShopOrder,
): Answer => {
  if (state.status === 'absent' || state.status === 'awaited')
    return refuse({ code: 'shop-order/not-received' });
  if (state.quotationId === quotationId) return emit();
  if (state.quotationId !== undefined)
    return refuse({ code: 'shop-order/transferred', quotationId: state.quotationId });
  if (state.status === 'cancelled') return refuse({ code: 'shop-order/cancelled' });
  return emit({
    type: 'ShopOrderTransferred',
    data: { shopOrderId, ...linksOf(state), quotationId },
  });
};
