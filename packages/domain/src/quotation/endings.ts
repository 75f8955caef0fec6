import { localDate } from '@presales/kernel';
import type { Quotation } from './quotation.ts';
import { type Answer, type Data, emit, notInPlay, refuse } from './refusals.ts';

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
  const { offer } = state;
  if (offer === undefined) return refuse({ code: 'quotation/not-sent' });
  if (offer.expired) return refuse({ code: 'quotation/expired', validUntil: offer.validUntil });
  if (reason === 'other' && note === undefined) return refuse({ code: 'quotation/note-needed' });
  return emit({
    type: 'QuotationDeclined',
    data: {
      quotationId,
      version: offer.version,
      reason,
      ...(competitor === undefined ? {} : { competitor }),
      ...(note === undefined ? {} : { note }),
    },
  });
};

/** Records, once, that the last valid day of the version that was sent last is over. */
export const expire = ({ quotationId, at }: Data<'ExpireQuotation'>, state: Quotation): Answer => {
  if (state.status !== 'draft' && state.status !== 'sent') return notInPlay(state);
  const { offer, header } = state;
  if (offer === undefined) return refuse({ code: 'quotation/not-sent' });
  if (offer.expired) return emit();
  const { version, validUntil } = offer;
  if (localDate(at, header.sellerZone) <= validUntil)
    return refuse({ code: 'quotation/still-valid', validUntil });
  return emit({ type: 'QuotationExpired', data: { quotationId, version, validUntil } });
};
