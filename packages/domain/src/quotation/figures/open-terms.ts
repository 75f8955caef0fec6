import { type CurrencyCode, type Money, minus, plus } from '@presales/kernel';
import { compareQuantities, lessQuantity, portionOf } from '../../shared/quantities.ts';
import type { Offer, QuotationPosition, QuotationTerms } from '../state.ts';
import type { DocumentDiscount } from '../values/conditions.ts';
import type { QuotationLine } from '../values/line.ts';
import { pricedTerms } from './pricing.ts';
import { answerTo, isComplete } from './taken.ts';
import { chosenLine, counts } from './terms.ts';

/**
 * What is still open of an offer that was taken in part, as the terms of the next version: of every
 * line the quantity that is left, without what was rejected. An amount off a line, or off the whole,
 * is what is left of it, so that both versions together take off no more than was promised.
 */
export const openTerms = (offer: Offer): QuotationTerms => {
  const { terms } = offer;
  return {
    ...terms,
    positions: terms.positions.flatMap((position) => openPosition(offer, position)),
    discount: terms.discount && openDiscount(offer, terms.discount),
  };
};

const openPosition = (offer: Offer, position: QuotationPosition): readonly QuotationPosition[] => {
  const line = chosenLine(position);
  const answer = answerTo(offer, line.lineId);
  if (!counts(position)) return [position];
  if (isComplete(answer, line)) return [];
  if (compareQuantities(answer.accepted, '0') === 0) return [position];
  const { discountAmount } = line;
  const main: QuotationLine = {
    ...line,
    quantity: lessQuantity(line.quantity, answer.accepted),
    ...(discountAmount === undefined
      ? {}
      : {
          discountAmount: minus(
            discountAmount,
            portionOf(discountAmount, answer.accepted, line.quantity),
          ),
        }),
  };
  return [{ ...position, main, alternatives: [] }];
};

/** A percentage as it is; of an amount what fell to the lines that are open, as far as they are. */
const openDiscount = (offer: Offer, discount: DocumentDiscount): DocumentDiscount | undefined => {
  if (discount.kind === 'percent') return discount;
  const left = new Map<CurrencyCode, Money>();
  for (const { line, documentDiscount } of pricedTerms(offer.terms)) {
    const answer = answerTo(offer, line.lineId);
    if (isComplete(answer, line)) continue;
    const open = minus(
      documentDiscount,
      portionOf(documentDiscount, answer.accepted, line.quantity),
    );
    const known = left.get(open.currency);
    left.set(open.currency, known === undefined ? open : plus(known, open));
  }
  const amounts = [...left.values()].filter(({ amount }) => amount > 0);
  return amounts.length === 0 ? undefined : { kind: 'amount', amounts };
};
