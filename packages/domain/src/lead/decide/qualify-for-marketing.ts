import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Lead } from '../state.ts';

/** Records clear interest (S31). */
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
