import { localDate } from '@presales/kernel';
import { isSoldBeside } from '../figures/sold.ts';
import { isAnythingTaken, takenLines } from '../figures/taken.ts';
import { type Answer, type Data, emit, notInPlay, refuse } from '../refusals.ts';
import { worthOf } from '../rules/worth.ts';
import { type Offer, type Quotation, type QuotationRecord, standingOffer } from '../state.ts';

/**
 * Records, once, that the last valid day of the version that was sent last is over. Where something
 * was taken, of it or of an earlier version, what was open lapses and the quotation is accepted at what
 * was taken.
 */
export const expire = ({ quotationId, at }: Data<'ExpireQuotation'>, state: Quotation): Answer => {
  const { status } = state;
  if (status !== 'partly-accepted' && status !== 'draft' && status !== 'sent')
    return notInPlay(state);
  const offer = standingOffer(state);
  if (offer === undefined) return refuse({ code: 'quotation/not-sent' });
  if (offer.expired) return emit();
  const { validUntil } = offer;
  if (localDate(at, state.record.header.sellerZone) <= validUntil)
    return refuse({ code: 'quotation/still-valid', validUntil });
  const { version } = offer.sent;
  // A draft goes on: what it revises is what was open.
  const isSold = isAnythingTaken(offer) || isSoldBeside(state.record, offer);
  return isSold && status !== 'draft'
    ? lapse(state.record, offer)
    : emit({ type: 'QuotationExpired', data: { quotationId, version, validUntil } });
};

const lapse = (record: QuotationRecord, offer: Offer): Answer => {
  const { quotationId } = record.header;
  const { sent, validUntil } = offer;
  const { version } = sent;
  const worth = worthOf(record, offer, () => takenLines(offer, { open: 'left' }), undefined);
  if ('refusal' in worth) return refuse(worth.refusal);
  const { subtotals, value } = worth;
  return emit({
    type: 'QuotationRemainderLapsed',
    data: { quotationId, version, validUntil, subtotals, value },
  });
};
