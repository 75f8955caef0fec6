import type { Lead } from '../lead.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { isOwnLead } from './assign.ts';

export const nurture = ({ at: _, ...nurturing }: Data<'NurtureLead'>, state: Lead): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { record } = state;
  if (record.qualification === 'sales') return refuse({ code: 'lead/sales-qualified' });
  return record.nurturing !== undefined && record.nurturing.programme === nurturing.programme
    ? emit()
    : emit({ type: 'LeadNurturingStarted', data: nurturing });
};

export const qualifyForMarketing = (
  { leadId }: Data<'QualifyLeadForMarketing'>,
  state: Lead,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  // A lead that sales took over has shown marketing's interest and more.
  return state.record.qualification === 'suspect'
    ? emit({ type: 'LeadMarketingQualified', data: { leadId } })
    : emit();
};

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
