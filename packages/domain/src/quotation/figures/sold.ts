import { type ExistingQuotation, isLapsed, type Offer, type QuotationRecord } from '../state.ts';
import type { PricedLine } from './pricing.ts';
import { isAnythingTaken, takenLines } from './taken.ts';

/**
 * All that a quotation has sold by now, every line at the quantity taken: of the version that was
 * accepted, and of earlier ones that were taken in part before their rest was revised. `without` leaves
 * one version out.
 *
 * @throws AmountOutOfRange
 */
export const soldLines = (state: ExistingQuotation, without?: number): readonly PricedLine[] =>
  state.record.offers.flatMap((offer) => {
    const { version } = offer.sent;
    if (version === without) return [];
    const isWhole = state.status === 'accepted' && state.version === version && !isLapsed(state);
    if (isWhole) return takenLines(offer, { open: 'taken' });
    return isAnythingTaken(offer) ? takenLines(offer, { open: 'left' }) : [];
  });

/** What was taken of other versions than one. @throws AmountOutOfRange */
export const soldBeside = (
  { offers }: QuotationRecord,
  { sent: { version } }: Offer,
): readonly PricedLine[] =>
  offers.flatMap((offer) =>
    offer.sent.version !== version && isAnythingTaken(offer)
      ? takenLines(offer, { open: 'left' })
      : [],
  );

/** Whether anything was taken of other versions than one. */
export const isSoldBeside = ({ offers }: QuotationRecord, { sent: { version } }: Offer): boolean =>
  offers.some((offer) => offer.sent.version !== version && isAnythingTaken(offer));
