import { localDate } from '@presales/kernel';
import { isSoldBeside } from '../figures/sold.ts';
import { isAnythingTaken } from '../figures/taken.ts';
import { type Answer, type Data, emit, notInPlay, refuse } from '../refusals.ts';
import { closeRest } from '../rules/closing-rest.ts';
import { type Quotation, standingOffer } from '../state.ts';

/**
 * The customer says no to the version that was sent last, or to the rest of what was taken in part,
 * revised or not; a draft of the next goes with it.
 */
export const decline = (
  { quotationId, reason, competitor, note, at }: Data<'DeclineQuotation'>,
  state: Quotation,
): Answer => {
  if (state.status === 'declined') {
    const { decline } = state;
    return decline.reason === reason && decline.competitor === competitor && decline.note === note
      ? emit()
      : notInPlay(state);
  }
  if (state.status !== 'partly-accepted' && state.status !== 'draft' && state.status !== 'sent')
    return notInPlay(state);
  const offer = standingOffer(state);
  if (offer === undefined) return refuse({ code: 'quotation/not-sent' });
  const { record } = state;
  const partly = isAnythingTaken(offer) || isSoldBeside(record, offer);
  const { validUntil } = offer;
  if (!partly && offer.expired && localDate(at, state.record.header.sellerZone) > validUntil)
    return refuse({ code: 'quotation/expired', validUntil });
  if (reason === 'other' && note === undefined) return refuse({ code: 'quotation/note-needed' });
  if (partly)
    return closeRest(record, offer, {
      by: 'customer',
      reason,
      ...(note === undefined ? {} : { note }),
    });
  return emit({
    type: 'QuotationDeclined',
    data: {
      quotationId,
      version: offer.sent.version,
      reason,
      ...(competitor === undefined ? {} : { competitor }),
      ...(note === undefined ? {} : { note }),
    },
  });
};
