import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { isLearning, type Lead } from '../state.ts';

/** Notes when the lead says it will buy, unless something else was said on a later day. */
export const statePurchaseTimeframe = (
  { at: _, ...data }: Data<'StatePurchaseTimeframe'>,
  state: Lead,
): Answer => {
  if (!isLearning(state)) return notOpen(state);
  const { purchase } = state.record;
  if (purchase !== undefined) {
    const { timeframe, statedOn } = data;
    if (same(purchase, { timeframe, statedOn })) return emit();
    if (statedOn < purchase.statedOn)
      return refuse({ code: 'lead/timeframe-outdated', statedOn: purchase.statedOn });
  }
  return emit({ type: 'PurchaseTimeframeStated', data });
};
