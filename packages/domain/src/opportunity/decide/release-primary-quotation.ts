import { released } from '../figures/released.ts';
import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import type { Opportunity } from '../state.ts';

/** The primary quotation is over: an open deal is worth what was said by hand again (B27). */
export const releasePrimary = (
  { quotationId, reason }: Data<'ReleasePrimaryQuotation'>,
  state: Opportunity,
): Answer => {
  if (state.status !== 'open') return notOpen(state);
  if (state.record.primary !== quotationId) return emit();
  return emit(...released(state.record, reason));
};
