import { categoryOf } from '../figures/forecast.ts';
import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/** Sets the forecast category by hand, in place of the step's. */
export const setCategory = (
  { opportunityId, category: to }: Data<'SetForecastCategory'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  if (state.record.byHand.category === to) return emit();
  const from = categoryOf(state.record);
  return emit({ type: 'ForecastCategoryChanged', data: { opportunityId, from, to } });
};
