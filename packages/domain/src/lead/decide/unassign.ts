import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Lead } from '../state.ts';

/** Takes a lead from its salesperson; a lead that sales owns is reassigned instead (S32). */
export const unassign = ({ leadId, reason }: Data<'UnassignLead'>, state: Lead): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { assignment, qualification } = state.record;
  if (assignment === undefined) return emit();
  const { salespersonId } = assignment;
  if (qualification === 'sales') return refuse({ code: 'lead/sales-qualified' });
  return emit({ type: 'LeadUnassigned', data: { leadId, salespersonId, reason } });
};
