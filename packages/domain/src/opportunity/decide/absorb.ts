import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/** Makes a deal, open or closed, stand for a duplicate. */
export const absorb = (
  { opportunityId, mergedId }: Data<'AbsorbOpportunity'>,
  state: Opportunity,
): Answer => {
  if (state.status === 'absent' || state.status === 'merged') return notOpen(state);
  if (mergedId === opportunityId) return refuse({ code: 'opportunity/merged-into-itself' });
  if (state.record.absorbed.includes(mergedId)) return emit();
  return emit({ type: 'OpportunityAbsorbed', data: { opportunityId, mergedId } });
};
