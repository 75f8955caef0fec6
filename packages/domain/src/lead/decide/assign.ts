import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { isOwnLead } from '../rules/own-lead.ts';
import type { Lead } from '../state.ts';

/** Gives a lead to a salesperson, or takes it from one and gives it to another, for a reason. */
export const assign = (
  { at: _, leadEmail, salespersonEmail, reason, ...assignment }: Data<'AssignLead'>,
  state: Lead,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { leadId, salespersonId, teamId, ...how } = assignment;
  if (isOwnLead({ leadEmail, salespersonEmail }))
    return refuse({ code: 'lead/owner-is-the-lead', salespersonId });
  const present = state.record.assignment;
  if (present === undefined) return emit({ type: 'LeadAssigned', data: assignment });
  const from = present.salespersonId;
  if (from === salespersonId && (teamId === undefined || teamId === present.teamId)) return emit();
  if (reason === undefined) return refuse({ code: 'lead/reason-needed', salespersonId: from });
  return emit({
    type: 'LeadReassigned',
    data: {
      leadId,
      from,
      to: salespersonId,
      ...(teamId === undefined ? {} : { teamId }),
      reason,
      ...how,
    },
  });
};
