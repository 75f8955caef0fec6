import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/**
 * Loses an open deal, for a reason, at the step it stands at. While a customer may still accept one
 * of its quotations, or has ordered by one, it is not lost.
 */
export const lose = (
  { at: _, standingQuotations: [standing] = [], ...loss }: Data<'LoseOpportunity'>,
  state: Opportunity,
): Answer => {
  if (
    state.status === 'lost' &&
    state.reason === loss.reason &&
    state.competitor === loss.competitor &&
    state.note === loss.note &&
    state.engagementId === loss.engagementId
  )
    return emit();
  if (state.status !== 'open') return notOpen(state);
  if (standing !== undefined) return refuse({ code: 'opportunity/quotation-stands', ...standing });
  if (loss.reason === 'other' && loss.note === undefined)
    return refuse({ code: 'opportunity/note-needed' });
  return emit({ type: 'OpportunityLost', data: { ...loss, step: state.deal.step } });
};

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
      step: state.deal.step,
      reason,
    },
  });
};
