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
  return emit({ type: 'OpportunityLost', data: { ...loss, step: state.record.step } });
};
