import { released } from '../figures/released.ts';
import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/**
 * Takes a quotation out of an open deal. If its value followed that one, it is what was said by hand
 * again (B27).
 */
export const unlink = (
  { opportunityId, quotationId }: Data<'UnlinkQuotation'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  const { quotations, primary } = state.record;
  if (!quotations.includes(quotationId)) return emit();
  return emit(...(primary === quotationId ? released(state.record, 'unlinked') : []), {
    type: 'QuotationUnlinked',
    data: { opportunityId, quotationId },
  });
};
