import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Lead } from '../state.ts';

/** Ends a duplicate. Its stream stays, and names the survivor in which its story goes on. */
export const merge = ({ leadId, survivorId, absorbed }: Data<'MergeLead'>, state: Lead): Answer => {
  if (state.status === 'merged' && state.survivorId === survivorId) return emit();
  if (state.status === 'absent' || state.status === 'converted' || state.status === 'merged')
    return notOpen(state);
  if (survivorId === leadId || state.record.absorbed.includes(survivorId))
    return refuse({ code: 'lead/merge-cycle', survivorId });
  if (absorbed === false) return refuse({ code: 'lead/not-absorbed', survivorId });
  return emit({ type: 'LeadMergedInto', data: { leadId, survivorId } });
};
