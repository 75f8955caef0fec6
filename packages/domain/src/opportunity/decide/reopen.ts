import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/** Opens a closed deal again where it stood (B13: for mistakes). */
export const reopen = (
  { opportunityId, reason }: Data<'ReopenOpportunity'>,
  state: Opportunity,
): Answer => {
  if (state.status === 'absent' || state.status === 'merged') return notOpen(state);
  if (state.status === 'open') return emit();
  return emit({
    type: 'OpportunityReopened',
    data: {
      opportunityId,
      // A win that was taken back is a loss.
      previousOutcome: state.status === 'won' ? 'won' : 'lost',
      ...(state.status === 'won-reversed' ? { reversed: true } : {}),
      step: state.record.step,
      reason,
    },
  });
};
