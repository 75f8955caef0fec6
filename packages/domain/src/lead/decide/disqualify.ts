import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Lead } from '../state.ts';

/** Drops a lead from which no sale can be expected (S20). */
export const disqualify = ({ at: _, ...data }: Data<'DisqualifyLead'>, state: Lead): Answer => {
  const { reason, note } = data;
  if (state.status === 'disqualified' && state.reason === reason && state.note === note)
    return emit();
  if (state.status !== 'open' && state.status !== 'parked') return notOpen(state);
  if (reason === 'other' && note === undefined) return refuse({ code: 'lead/note-needed' });
  return emit({ type: 'LeadDisqualified', data });
};
