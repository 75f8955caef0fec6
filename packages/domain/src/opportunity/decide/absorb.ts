import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Opportunity } from '../state.ts';
import type { MergedOpportunity } from '../vocabulary.ts';

/** Makes a deal, open or closed, stand for a duplicate. */
export const absorb = (
  { opportunityId, mergedId, merged }: Data<'AbsorbOpportunity'>,
  state: Opportunity,
): Answer => {
  if (state.status === 'absent' || state.status === 'merged') return notOpen(state);
  if (mergedId === opportunityId) return refuse({ code: 'opportunity/merged-into-itself' });
  if (state.record.absorbed.includes(mergedId)) return emit();
  if (merged?.absorbed.includes(opportunityId) === true)
    return refuse({ code: 'opportunity/merge-cycle', survivorId: opportunityId });
  if (merged !== undefined && !canEndIn(opportunityId, merged))
    return refuse({ code: 'opportunity/not-to-be-merged', mergedId, status: merged.status });
  return emit({ type: 'OpportunityAbsorbed', data: { opportunityId, mergedId } });
};

/** Whether the other deal can end as a duplicate of this one, or has already. */
const canEndIn = (opportunityId: string, { status, survivorId }: MergedOpportunity): boolean =>
  status === 'merged' ? survivorId === opportunityId : status === 'open';
