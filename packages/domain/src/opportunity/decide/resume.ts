import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/** Ends a deal's rest, on its day or before. */
export const resume = (
  { opportunityId }: Data<'ResumeOpportunity'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  if (state.held === undefined) return emit();
  return emit({ type: 'OpportunityResumed', data: { opportunityId } });
};
