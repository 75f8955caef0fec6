import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { ShopOrder } from '../state.ts';

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
