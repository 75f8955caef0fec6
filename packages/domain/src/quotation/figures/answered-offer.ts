import { addQuantities } from '../../shared/quantities.ts';
import type { Acceptance, ItemAnswer, Offer } from '../state.ts';
import { answerTo } from './taken.ts';

/** The offer with a line answered as it is now. */
export const withAnswer = (offer: Offer, answer: ItemAnswer): Offer => ({
  ...offer,
  answers: [...offer.answers.filter(({ lineId }) => lineId !== answer.lineId), answer],
});

/** The offer with one item of an order taken. */
export const withAcceptedItem = (
  offer: Offer,
  acceptanceId: string,
  { lineId, quantity }: Acceptance['items'][number],
): Offer => {
  const answer = answerTo(offer, lineId);
  const accepted = addQuantities(answer.accepted, quantity) ?? answer.accepted;
  const orders = offer.acceptances.filter((other) => other.acceptanceId !== acceptanceId);
  const order = offer.acceptances.find((other) => other.acceptanceId === acceptanceId);
  const items = [...(order?.items ?? []), { lineId, quantity }];
  return {
    ...withAnswer(offer, { ...answer, accepted }),
    acceptances: [...orders, { acceptanceId, items }],
  };
};

/** The offer with an order taken. */
export const withAcceptance = (offer: Offer, { acceptanceId, items }: Acceptance): Offer =>
  items.reduce((taken, item) => withAcceptedItem(taken, acceptanceId, item), offer);
