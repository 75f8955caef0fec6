import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { isOwnLead } from '../rules/own-lead.ts';
import type { Lead } from '../state.ts';

/** Records immediate interest (S32), and assigns the lead if nobody has it yet. */
export const qualifyForSales = (
  { leadId, salespersonId: named, teamId, ...addresses }: Data<'QualifyLeadForSales'>,
  state: Lead,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { assignment, qualification } = state.record;
  const salespersonId = assignment?.salespersonId ?? named;
  if (salespersonId === undefined) return refuse({ code: 'lead/unassigned' });
  if (named !== undefined && named !== salespersonId)
    return refuse({ code: 'lead/assigned-to-another', salespersonId });
  if (qualification === 'sales') return emit();
  const qualified = { type: 'LeadSalesQualified', data: { leadId, salespersonId } } as const;
  if (assignment !== undefined) return emit(qualified);
  if (isOwnLead(addresses)) return refuse({ code: 'lead/owner-is-the-lead', salespersonId });
  const team = teamId === undefined ? {} : { teamId };
  return emit({ type: 'LeadAssigned', data: { leadId, salespersonId, ...team } }, qualified);
};
