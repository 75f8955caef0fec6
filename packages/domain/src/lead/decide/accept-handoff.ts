import { type Answer, type Data, emit } from '../refusals.ts';
import { handedTo } from '../rules/handed-to.ts';
import type { Lead } from '../state.ts';

/** The salesperson takes the lead over. */
export const acceptHandoff = (
  { leadId, salespersonId }: Data<'AcceptLeadHandoff'>,
  state: Lead,
): Answer => {
  const assignment = handedTo(salespersonId, state);
  if ('refusal' in assignment) return assignment.refusal;
  return assignment.handoff === 'accepted'
    ? emit()
    : emit({ type: 'LeadHandoffAccepted', data: { leadId, salespersonId } });
};
