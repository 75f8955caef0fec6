import { type Answer, type Data, emit, notInPlay, refuse } from '../refusals.ts';
import { lastOffer, type Quotation } from '../state.ts';
import { quotationLimits } from '../vocabulary.ts';

/**
 * Opens the next version as a draft on the lines of the one that was sent, as the customer chose; where
 * a part of it was taken, on what is left. What was taken stays sold.
 */
export const revise = (
  { quotationId, reason }: Data<'ReviseQuotation'>,
  state: Quotation,
): Answer => {
  if (state.status !== 'draft' && state.status !== 'sent' && state.status !== 'partly-accepted')
    return notInPlay(state);
  const last = lastOffer(state);
  if (last === undefined) return refuse({ code: 'quotation/not-sent' });
  if (state.status === 'draft') return emit();
  const fromVersion = last.sent.version;
  const limit = quotationLimits.versions;
  if (fromVersion >= limit) return refuse({ code: 'quotation/too-many-versions', limit });
  return emit({
    type: 'QuotationRevised',
    data: { quotationId, fromVersion, toVersion: fromVersion + 1, reason },
  });
};
