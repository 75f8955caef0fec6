import { same } from '../../shared/same.ts';
import { isSoldBeside } from '../figures/sold.ts';
import { isAnythingTaken } from '../figures/taken.ts';
import {
  type Answer,
  type Data,
  emit,
  notInPlay,
  type QuotationRefusal,
  refuse,
} from '../refusals.ts';
import { closeRest } from '../rules/closing-rest.ts';
import { lastOffer, type Quotation, standingOffer } from '../state.ts';

/** We take the offer back, the rest of one that was taken in part, or a draft that never became one. */
export const withdraw = (
  { at: _, ...data }: Data<'WithdrawQuotation'>,
  state: Quotation,
): Answer => {
  if (state.status === 'withdrawn') {
    const { version: _, ...before } = state.withdrawal;
    return same(before, data) ? emit() : notInPlay(state);
  }
  if (state.status !== 'partly-accepted' && state.status !== 'draft' && state.status !== 'sent')
    return notInPlay(state);
  const { record } = state;
  const offer = standingOffer(state);
  if (offer !== undefined && (isAnythingTaken(offer) || isSoldBeside(record, offer))) {
    const { reason, note } = data;
    return reason === 'other' && note === undefined
      ? refuse({ code: 'quotation/note-needed' })
      : closeRest(record, offer, { by: 'us', reason, ...(note === undefined ? {} : { note }) });
  }
  if (state.status === 'partly-accepted') return notInPlay(state);
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
