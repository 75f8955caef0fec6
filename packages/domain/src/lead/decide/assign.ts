import { normalisedEmail } from '../../shared/contact-keys.ts';
import type { Lead } from '../lead.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';

/** Whether a salesperson would be given themselves as a lead. */
export const isOwnLead = ({
  leadEmail,
  salespersonEmail,
}: {
  readonly leadEmail?: string | undefined;
  readonly salespersonEmail?: string | undefined;
}): boolean =>
  leadEmail !== undefined &&
  salespersonEmail !== undefined &&
  normalisedEmail(leadEmail) === normalisedEmail(salespersonEmail);

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

/** Takes a lead from its salesperson; what sales owns needs an owner and is reassigned (S32). */
export const unassign = ({ leadId, reason }: Data<'UnassignLead'>, state: Lead): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { assignment, qualification } = state.record;
  if (assignment === undefined) return emit();
  const { salespersonId } = assignment;
  if (qualification === 'sales') return refuse({ code: 'lead/sales-qualified' });
  return emit({ type: 'LeadUnassigned', data: { leadId, salespersonId, reason } });
};

export const acceptHandoff = (
  { leadId, salespersonId }: Data<'AcceptLeadHandoff'>,
  state: Lead,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { assignment } = state.record;
  if (assignment === undefined) return refuse({ code: 'lead/unassigned' });
  if (assignment.salespersonId !== salespersonId)
    return refuse({
      code: 'lead/assigned-to-another',
      salespersonId: assignment.salespersonId,
    });
  return assignment.handoff === 'accepted'
    ? emit()
    : emit({ type: 'LeadHandoffAccepted', data: { leadId, salespersonId } });
};

export const rejectHandoff = (
  { at: _, ...rejection }: Data<'RejectLeadHandoff'>,
  state: Lead,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { assignment } = state.record;
  if (assignment === undefined) return refuse({ code: 'lead/unassigned' });
  const { salespersonId, handoff } = assignment;
  if (salespersonId !== rejection.salespersonId)
    return refuse({ code: 'lead/assigned-to-another', salespersonId });
  if (handoff === 'accepted') return refuse({ code: 'lead/handoff-accepted', salespersonId });
  return emit({ type: 'LeadHandoffRejected', data: rejection });
};

export const recordFirstResponse = (
  { leadId, activityId }: Data<'RecordLeadFirstResponse'>,
  state: Lead,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { firstResponse } = state.record;
  if (firstResponse === activityId) return emit();
  if (firstResponse !== undefined)
    return refuse({ code: 'lead/already-responded', activityId: firstResponse });
  return emit({ type: 'LeadFirstResponded', data: { leadId, activityId } });
};
