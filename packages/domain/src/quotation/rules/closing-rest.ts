import type { QuotationEvent } from '../events.ts';
import { withAnswer } from '../figures/answered-offer.ts';
import { answerTo, isComplete, takenLines } from '../figures/taken.ts';
import { countingLines } from '../figures/terms.ts';
import { type Answer, emit, refuse } from '../refusals.ts';
import type { Offer, QuotationRecord } from '../state.ts';
import type { ItemRejection } from '../values/reasons.ts';
import { worthOf } from './worth.ts';

/**
 * Closes what is left of a quotation of which a part was taken: every open line is rejected, and the
 * quotation is accepted at what was taken (B26).
 */
export const closeRest = (
  record: QuotationRecord,
  offer: Offer,
  rejection: ItemRejection,
): Answer => {
  const { quotationId } = record.header;
  const { version } = offer.sent;
  const rejected: QuotationEvent[] = [];
  let after = offer;
  for (const line of countingLines(offer.terms)) {
    const answer = answerTo(offer, line.lineId);
    if (isComplete(answer, line)) continue;
    const data = { quotationId, version, lineId: line.lineId, ...rejection };
    rejected.push({ type: 'QuotationItemRejected', data });
    after = withAnswer(after, { ...answer, rejection: data });
  }
  const worth = worthOf(record, after, () => takenLines(after, { open: 'left' }), undefined);
  if ('refusal' in worth) return refuse(worth.refusal);
  const { subtotals, value } = worth;
  return emit(...rejected, {
    type: 'QuotationAccepted',
    data: { quotationId, version, subtotals, value },
  });
};
