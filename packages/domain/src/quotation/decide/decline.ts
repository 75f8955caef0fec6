import { localDate } from '@presales/kernel';
import { same } from '../../shared/same.ts';
import { takenLines } from '../figures/taken.ts';
import {
  type Answer,
  type Data,
  emit,
  notInPlay,
  type QuotationRefusal,
  refuse,
} from '../refusals.ts';
import { lastOffer, type Offer, offerOf, type Quotation, type Standing } from '../state.ts';
import { worthOf } from './accept.ts';

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

/**
 * Records, once, that the last valid day of the version that was sent last is over. Where something
 * of it was taken, what was open lapses and the quotation is accepted at what was taken.
 */
export const expire = ({ quotationId, at }: Data<'ExpireQuotation'>, state: Quotation): Answer => {
  const partly = state.status === 'partly-accepted';
  if (!(partly || state.status === 'draft' || state.status === 'sent')) return notInPlay(state);
  const offer = partly ? offerOf(state, state.version) : lastOffer(state);
  if (offer === undefined) return refuse({ code: 'quotation/not-sent' });
  if (offer.expired) return emit();
  const { validUntil } = offer;
  if (localDate(at, state.header.sellerZone) <= validUntil)
    return refuse({ code: 'quotation/still-valid', validUntil });
  const { version } = offer.sent;
  return partly
    ? lapse(state, offer)
    : emit({ type: 'QuotationExpired', data: { quotationId, version, validUntil } });
};

const lapse = (standing: Standing, offer: Offer): Answer => {
  const { quotationId } = standing.header;
  const { sent, validUntil } = offer;
  const { version } = sent;
  const worth = worthOf(standing, offer, () => takenLines(offer, { open: 'left' }), undefined);
  if ('refusal' in worth) return refuse(worth.refusal);
  const { subtotals, value } = worth;
  return emit(
    { type: 'QuotationRemainderLapsed', data: { quotationId, version, validUntil } },
    { type: 'QuotationAccepted', data: { quotationId, version, subtotals, value } },
  );
};

/** We take the offer back, or a draft that never became one. */
export const withdraw = (
  { at: _, ...data }: Data<'WithdrawQuotation'>,
  state: Quotation,
): Answer => {
  if (state.status === 'withdrawn') {
    const { version: _, ...before } = state.withdrawal;
    return same(before, data) ? emit() : notInPlay(state);
  }
  if (state.status !== 'draft' && state.status !== 'sent') return notInPlay(state);
  const version = binding(state);
  if ('code' in version) return refuse(version);
  if (data.reason === 'other' && data.note === undefined)
    return refuse({ code: 'quotation/note-needed' });
  return emit({ type: 'QuotationWithdrawn', data: { ...data, ...version } });
};

/** The version there is to withdraw: the one the customer holds, else the one being written. */
const binding = (
  state: Extract<Quotation, { readonly status: 'draft' | 'sent' }>,
): { readonly version: number } | QuotationRefusal => {
  const offer = lastOffer(state);
  if (offer !== undefined && !offer.expired) return { version: offer.sent.version };
  if (state.status === 'draft') return { version: state.version };
  return offer === undefined
    ? { code: 'quotation/not-sent' }
    : { code: 'quotation/expired', validUntil: offer.validUntil };
};
