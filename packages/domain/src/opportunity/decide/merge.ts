import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/**
 * Ends a duplicate: it is not lost, and the survivor stands for it. The survivor absorbs it first,
 * so two deals can never be merged into each other. In a longer ring of merges the last one is
 * refused, because the caller has looked up where the survivor went.
 */
export const merge = (
  { opportunityId, survivorId, survivorMergedInto, absorbed }: Data<'MergeOpportunity'>,
  state: Opportunity,
): Answer => {
  if (state.status === 'merged' && state.survivorId === survivorId) return emit();
  if (state.status !== 'open') return notOpen(state);
  if (survivorId === opportunityId) return refuse({ code: 'opportunity/merged-into-itself' });
  if (state.record.absorbed.includes(survivorId))
    return refuse({ code: 'opportunity/merge-cycle', survivorId });
  if (survivorMergedInto !== undefined)
    return refuse({ code: 'opportunity/survivor-merged', survivorId: survivorMergedInto });
  if (absorbed === false) return refuse({ code: 'opportunity/not-absorbed', survivorId });
  return emit({ type: 'OpportunityMergedInto', data: { opportunityId, survivorId } });
};
