import { localDate } from '@presales/kernel';
import { takenLines } from '../figures/taken.ts';
import { type Answer, type Data, emit, notInPlay, refuse } from '../refusals.ts';
import { worthOf } from '../rules/worth.ts';
import { lastOffer, type Offer, offerOf, type Quotation, type QuotationRecord } from '../state.ts';

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
  if (localDate(at, state.record.header.sellerZone) <= validUntil)
    return refuse({ code: 'quotation/still-valid', validUntil });
  const { version } = offer.sent;
  return partly
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
  return emit(
    { type: 'QuotationRemainderLapsed', data: { quotationId, version, validUntil } },
    { type: 'QuotationAccepted', data: { quotationId, version, subtotals, value } },
  );
};
