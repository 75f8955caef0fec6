import { same } from '../../shared/same.ts';
import type { Lead } from '../lead.ts';
import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';

export const capture = ({ at: _, ...captured }: Data<'CaptureLead'>, state: Lead): Answer => {
  if (state.status !== 'absent')
    return same(state.record.captured, captured)
      ? emit()
      : refuse({ code: 'lead/already-captured' });
  const { source, listId, consentBasis, recycledFrom } = captured;
  if (listId !== undefined && consentBasis === undefined)
    return refuse({ code: 'lead/consent-basis-needed', listId });
  if (recycledFrom !== undefined && source !== 'lost-opportunity')
    return refuse({ code: 'lead/not-from-a-lost-deal', recycledFrom });
  return emit({ type: 'LeadCaptured', data: captured });
};

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
