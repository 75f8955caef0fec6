import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Lead } from '../state.ts';

/** Takes a merge back that was a mistake. A lead that is not merged stays as it is. */
export const unmerge = ({ leadId, reason }: Data<'UnmergeLead'>, state: Lead): Answer => {
  if (state.status === 'absent') return notOpen(state);
  return state.status === 'merged'
    ? emit({ type: 'LeadUnmerged', data: { leadId, survivorId: state.survivorId, reason } })
    : emit();
};
