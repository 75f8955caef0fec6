import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/** Files a quotation under an open deal. */
export const link = (
  { opportunityId, quotationId }: Data<'LinkQuotation'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  if (state.record.quotations.includes(quotationId)) return emit();
  return emit({ type: 'QuotationLinked', data: { opportunityId, quotationId } });
};
