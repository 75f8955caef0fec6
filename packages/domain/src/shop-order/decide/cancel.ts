import { compareMoney } from '@presales/kernel';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { KnownShopOrder, ShopOrder } from '../shop-order.ts';

/** Ends an order that will not be delivered. */
export const cancel = (
  { shopOrderId, reason, note }: Data<'CancelShopOrder'>,
  state: ShopOrder,
): Answer => {
  if (state.status === 'absent' || state.status === 'awaited')
    return refuse({ code: 'shop-order/not-received' });
  if (state.status === 'cancelled')
    return state.cancellation === reason ? emit() : refuse({ code: 'shop-order/cancelled' });
  if (reason === 'other' && note === undefined) return refuse({ code: 'shop-order/note-needed' });
  return emit({
    type: 'ShopOrderCancelled',
    data: {
      shopOrderId,
      reason,
      ...(note === undefined ? {} : { note }),
      paid: compareMoney(state.paidTotal, state.refundedTotal) > 0,
      ...linksOf(state),
    },
  });
};

/** Says which opportunity the order is followed as (S68). */
export const link = (
  { shopOrderId, opportunityId }: Data<'LinkShopOrder'>,
  state: ShopOrder,
): Answer => {
  if (state.status === 'absent' || state.status === 'awaited')
    return refuse({ code: 'shop-order/not-received' });
  if (state.opportunityId === opportunityId) return emit();
  return state.opportunityId === undefined
    ? emit({ type: 'ShopOrderLinked', data: { shopOrderId, opportunityId } })
    : refuse({ code: 'shop-order/linked', opportunityId: state.opportunityId });
};

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

const linksOf = ({ opportunityId, quotationId }: KnownShopOrder) => ({
  ...(opportunityId === undefined ? {} : { opportunityId }),
  ...(quotationId === undefined ? {} : { quotationId }),
});
