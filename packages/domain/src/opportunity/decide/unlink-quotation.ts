import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/** Takes a quotation out of an open deal. What the deal was said to be worth stays as it is. */
export const unlink = (
  { opportunityId, quotationId }: Data<'UnlinkQuotation'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  if (!state.record.quotations.includes(quotationId)) return emit();
  return emit({ type: 'QuotationUnlinked', data: { opportunityId, quotationId } });
};
