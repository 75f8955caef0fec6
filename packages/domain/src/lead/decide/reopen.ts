import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Lead } from '../state.ts';

/** Takes up a lead that was dropped, where it stood. */
export const reopen = ({ at: _, ...data }: Data<'ReopenLead'>, state: Lead): Answer => {
  if (state.status === 'disqualified') return emit({ type: 'LeadReopened', data });
  return state.status === 'open' ? emit() : notOpen(state);
};
