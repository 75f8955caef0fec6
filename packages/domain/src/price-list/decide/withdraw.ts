import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { ExistingPriceList } from '../state.ts';

/** Takes back a list that was published by mistake. */
export const withdraw = (data: Data<'WithdrawPriceList'>, state: ExistingPriceList): Answer => {
  const { priceListId, reason } = data;
  if (state.status === 'withdrawn') return emit();
  if (state.status !== 'published') return refuse({ code: 'price-list/not-published' });
  return emit({ type: 'PriceListWithdrawn', data: { priceListId, reason } });
};
