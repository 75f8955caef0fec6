import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/** Lets go a duplicate that was none. A deal that it has not absorbed is let go already. */
export const release = (
  { at: _, ...data }: Data<'ReleaseOpportunity'>,
  state: Opportunity,
): Answer => {
  if (state.status === 'absent' || state.status === 'merged') return notOpen(state);
  return state.record.absorbed.includes(data.mergedId)
    ? emit({ type: 'OpportunityReleased', data })
    : emit();
};
