import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/** Takes a merge back that was a mistake. A deal that is not merged stays as it is. */
export const unmerge = (
  { opportunityId, reason }: Data<'UnmergeOpportunity'>,
  state: Opportunity,
): Answer => {
  if (state.status === 'absent') return notOpen(state);
  if (state.status !== 'merged') return emit();
  const { survivorId } = state;
  return emit({ type: 'OpportunityUnmerged', data: { opportunityId, survivorId, reason } });
};
