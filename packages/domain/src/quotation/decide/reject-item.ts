import { same } from '../../shared/same.ts';
import type { QuotationEvent } from '../events.ts';
import { withAnswer } from '../figures/answered-offer.ts';
import { isSoldBeside } from '../figures/sold.ts';
import {
  allComplete,
  answerTo,
  isAnythingTaken,
  isComplete,
  takenLines,
} from '../figures/taken.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { lineIn } from '../rules/line-in-offer.ts';
import { onOffer } from '../rules/on-offer.ts';
import { worthOf } from '../rules/worth.ts';
import type { Offer, Quotation, QuotationRecord } from '../state.ts';

/**
 * What is left of a line is not taken: the customer does not want it, or we cannot deliver it. With
 * the last open line the quotation closes: accepted where anything was taken, else declined by the
 * customer or withdrawn by us, whoever rejected last.
 */
export const rejectItem = (command: Data<'RejectQuotationItem'>, state: Quotation): Answer => {
  const { quotationId, version, lineId, rejection, at } = command;
  return onOffer({ version, at }, state, (record, offer) => {
    const line = lineIn(offer, lineId);
    if ('code' in line) return refuse(line);
    const answer = answerTo(offer, lineId);
    const rejected = { quotationId, version, lineId, ...rejection };
    if (answer.rejection !== undefined)
      return same(answer.rejection, rejected)
        ? emit()
        : refuse({ code: 'quotation/item-rejected', lineId });
    if (isComplete(answer, line)) return refuse({ code: 'quotation/item-complete', lineId });
    if (rejection.reason === 'other' && rejection.note === undefined)
      return refuse({ code: 'quotation/note-needed' });
    const event: QuotationEvent = { type: 'QuotationItemRejected', data: rejected };
    const after = withAnswer(offer, { ...answer, rejection: rejected });
    return allComplete(after) ? closing(command, record, after, event) : emit(event);
  });
};

/** The end of a quotation whose last open line was rejected. */
const closing = (
  { quotationId, version, rejection }: Data<'RejectQuotationItem'>,
  record: QuotationRecord,
  offer: Offer,
  rejected: QuotationEvent,
): Answer => {
  if (isAnythingTaken(offer) || isSoldBeside(record, offer)) {
    const worth = worthOf(record, offer, () => takenLines(offer, { open: 'left' }), undefined);
    if ('refusal' in worth) return refuse(worth.refusal);
    const { subtotals, value } = worth;
    return emit(rejected, {
      type: 'QuotationAccepted',
      data: { quotationId, version, subtotals, value },
    });
  }
  if (rejection.by === 'customer') {
    const { by: _, ...why } = rejection;
    return emit(rejected, { type: 'QuotationDeclined', data: { quotationId, version, ...why } });
  }
  const { by: _, ...why } = rejection;
  return emit(rejected, { type: 'QuotationWithdrawn', data: { quotationId, version, ...why } });
};
