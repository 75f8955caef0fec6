import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/** Sets the chance of winning by hand, in place of the step's. */
export const setProbability = (
  { opportunityId, probability }: Data<'SetProbability'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  if (state.record.byHand.probability === probability) return emit();
  return emit({ type: 'OpportunityProbabilitySet', data: { opportunityId, probability } });
};
