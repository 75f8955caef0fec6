import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { handedTo } from '../rules/handed-to.ts';
import type { Lead } from '../state.ts';

/** The salesperson gives the lead back, unless they have taken it over. */
export const rejectHandoff = (
  { at: _, ...rejection }: Data<'RejectLeadHandoff'>,
  state: Lead,
): Answer => {
  const { salespersonId } = rejection;
  const assignment = handedTo(salespersonId, state);
  if ('refusal' in assignment) return assignment.refusal;
  return assignment.handoff === 'accepted'
    ? refuse({ code: 'lead/handoff-accepted', salespersonId })
    : emit({ type: 'LeadHandoffRejected', data: rejection });
};
