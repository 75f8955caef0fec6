import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { foreignTo } from '../rules/customer.ts';
import type { Opportunity } from '../state.ts';

/** Files a quotation under an open deal of the same customer. */
export const link = (
  { opportunityId, quotationId, partyId }: Data<'LinkQuotation'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const foreign = foreignTo(state.record, partyId);
  if (foreign !== undefined) return refuse(foreign);
  if (state.record.quotations.includes(quotationId)) return emit();
  return emit({ type: 'QuotationLinked', data: { opportunityId, quotationId } });
};
