import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Lead } from '../state.ts';

/**
 * Sends a lead back to the start of the funnel, as a suspect with no salesperson. What is known of
 * it stays. A lead that already stands there is left alone.
 */
export const recycle = ({ leadId, reason }: Data<'RecycleLead'>, state: Lead): Answer => {
  if (state.status !== 'open' && state.status !== 'parked') return notOpen(state);
  const { assignment, qualification, nurturing, cycle } = state.record;
  if (
    state.status === 'open' &&
    assignment === undefined &&
    qualification === 'suspect' &&
    nurturing === undefined
  )
    return emit();
  return emit({ type: 'LeadRecycled', data: { leadId, cycle: cycle + 1, reason } });
};
