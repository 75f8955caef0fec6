import type { Decimal } from '@presales/kernel';
import { compareQuantities, portionOf } from '../../shared/quantities.ts';
import type { ItemAnswer, Offer } from '../state.ts';
import type { QuotationLine } from '../values/line.ts';
import { rulesOf } from './calculation.ts';
import { type PricedLine, pricedTerms, priceLines } from './pricing.ts';
import { countingLines } from './terms.ts';

const none: Decimal = '0';

/** What was answered of a line; nothing taken and nothing rejected until somebody says so. */
export const answerTo = ({ answers }: Pick<Offer, 'answers'>, lineId: string): ItemAnswer =>
  answers.find((answer) => answer.lineId === lineId) ?? unanswered(lineId);

/**
 * Whether a line needs no more answer: it was taken in full, or what was left of it was rejected
 * (SAP's completion rule B).
 */
export const isComplete = (
  { accepted, rejection }: ItemAnswer,
  { quantity }: { readonly quantity: Decimal },
): boolean => rejection !== undefined || compareQuantities(accepted, quantity) >= 0;

/** Whether every line in the total is complete. */
export const allComplete = (offer: Offer): boolean => {
  const answers = answersById(offer);
  return countingLines(offer.terms).every((line) => {
    const answer = answers.get(line.lineId);
    return answer !== undefined && isComplete(answer, line);
  });
};

/** Whether the customer has taken anything. */
export const isAnythingTaken = ({ answers }: Offer): boolean =>
  answers.some(({ accepted }) => compareQuantities(accepted, none) > 0);

/**
 * What the customer took, every line at the quantity taken and with the part of the document's
 * discount that falls to it. With `open: 'taken'` all that is still open is taken too.
 *
 * @throws AmountOutOfRange
 */
export const takenLines = (
  offer: Offer,
  { open }: { readonly open: 'left' | 'taken' },
): readonly PricedLine[] => {
  const answers = answersById(offer);
  const taken = pricedTerms(offer.terms).flatMap(({ line, documentDiscount }) => {
    const answer = answers.get(line.lineId) ?? unanswered(line.lineId);
    const quantity =
      open === 'taken' && !isComplete(answer, line) ? line.quantity : answer.accepted;
    if (compareQuantities(quantity, none) === 0) return [];
    return [
      {
        line: ofQuantity(line, quantity),
        documentDiscount: portionOf(documentDiscount, quantity, line.quantity),
      },
    ];
  });
  return priceLines(taken, rulesOf(offer.terms.calculation));
};

/** A line at another quantity: an amount off it is in proportion, a percentage as it is. */
const ofQuantity = (line: QuotationLine, quantity: Decimal): QuotationLine => {
  const { discountAmount, ...rest } = line;
  if (discountAmount === undefined) return { ...rest, quantity };
  return { ...rest, quantity, discountAmount: portionOf(discountAmount, quantity, line.quantity) };
};

const unanswered = (lineId: string): ItemAnswer => ({ lineId, accepted: none });

const answersById = ({ answers }: Offer): ReadonlyMap<string, ItemAnswer> =>
  new Map(answers.map((answer) => [answer.lineId, answer]));
