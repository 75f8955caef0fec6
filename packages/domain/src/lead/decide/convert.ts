import type { Lead } from '../lead.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';

/** Drops a lead that is none (S20). */
export const disqualify = ({ at: _, ...data }: Data<'DisqualifyLead'>, state: Lead): Answer => {
  const { reason, note } = data;
  if (state.status === 'disqualified' && state.reason === reason && state.note === note)
    return emit();
  if (state.status !== 'open' && state.status !== 'parked') return notOpen(state);
  if (reason === 'other' && note === undefined) return refuse({ code: 'lead/note-needed' });
  return emit({ type: 'LeadDisqualified', data });
};

/** Takes up a lead that was dropped, where it stood. */
export const reopen = ({ at: _, ...data }: Data<'ReopenLead'>, state: Lead): Answer => {
  if (state.status === 'disqualified') return emit({ type: 'LeadReopened', data });
  return state.status === 'open' ? emit() : notOpen(state);
};

/** Makes a lead an opportunity, once, of the customer it was known to be (S17), or of its party. */
export const convert = ({ leadId, opportunityId }: Data<'ConvertLead'>, state: Lead): Answer => {
  if (state.status === 'converted')
    return state.opportunityId === opportunityId
      ? emit()
      : refuse({ code: 'lead/already-converted', opportunityId: state.opportunityId });
  if (state.status !== 'open') return notOpen(state);
  const { assignment, captured, customerId } = state.record;
  if (assignment === undefined) return refuse({ code: 'lead/unassigned' });
  const { salespersonId } = assignment;
  const partyId = customerId ?? captured.partyId;
  return emit({ type: 'LeadConverted', data: { leadId, opportunityId, partyId, salespersonId } });
};
