import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Lead } from '../state.ts';

/**
 * Makes a lead an opportunity, once. The opportunity is of the customer that the lead was known to
 * be (S17), else of the lead's own party.
 */
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
