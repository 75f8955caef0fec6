import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { ExistingPriceList } from '../state.ts';

/** Gives up a list that was never published. */
export const abandon = (data: Data<'AbandonPriceList'>, state: ExistingPriceList): Answer => {
  const { priceListId, reason } = data;
  if (state.status === 'abandoned') return emit();
  if (state.status !== 'open') return refuse({ code: 'price-list/closed', status: state.status });
  return emit({ type: 'PriceListAbandoned', data: { priceListId, reason } });
};
