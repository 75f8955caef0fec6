import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/** Lets probability and category follow the step again. */
export const resetForecast = (
  { opportunityId }: Data<'ResetForecast'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { probability, category } = state.record.byHand;
  if (probability === undefined && category === undefined) return emit();
  return emit({ type: 'ForecastReset', data: { opportunityId } });
};
