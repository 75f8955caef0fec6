import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Lead } from '../state.ts';

/** Says which customer a lead already is, so that it is never counted as a new one (S17). */
export const linkToCustomer = (
  { leadId, customerId }: Data<'LinkLeadToCustomer'>,
  state: Lead,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const known = state.record.customerId;
  if (known === customerId) return emit();
  if (known !== undefined)
    return refuse({ code: 'lead/linked-to-other-customer', customerId: known });
  return emit({ type: 'LeadLinkedToCustomer', data: { leadId, customerId } });
};
