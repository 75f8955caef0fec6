import { compareMoney } from '@presales/kernel';
import { linksOf } from '../figures/standing.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { ShopOrder } from '../state.ts';

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
