import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Lead } from '../state.ts';

/** Takes up a lead that was set aside. */
export const resume = ({ leadId }: Data<'ResumeLead'>, state: Lead): Answer => {
  if (state.status === 'parked') return emit({ type: 'LeadResumed', data: { leadId } });
  return state.status === 'open' ? emit() : notOpen(state);
};
