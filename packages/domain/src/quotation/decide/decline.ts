import { type Answer, type Data, emit, notInPlay, refuse } from '../refusals.ts';
import { lastOffer, type Quotation } from '../state.ts';

/** The customer says no to the version that was sent last; a draft of the next goes with it. */
export const decline = (
  { quotationId, reason, competitor, note }: Data<'DeclineQuotation'>,
  state: Quotation,
): Answer => {
  if (state.status === 'declined') {
    const { decline } = state;
    return decline.reason === reason && decline.competitor === competitor && decline.note === note
      ? emit()
      : notInPlay(state);
  }
  if (state.status !== 'draft' && state.status !== 'sent') return notInPlay(state);
  const offer = lastOffer(state);
  if (offer === undefined) return refuse({ code: 'quotation/not-sent' });
  if (offer.expired) return refuse({ code: 'quotation/expired', validUntil: offer.validUntil });
  if (reason === 'other' && note === undefined) return refuse({ code: 'quotation/note-needed' });
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
