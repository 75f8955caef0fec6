import { linesOf, positionOf } from '../figures/terms.ts';
import { type Answer, type Data, refuse } from '../refusals.ts';
import type { Offer, Quotation, QuotationPosition, QuotationTerms } from '../state.ts';
import { onOffer } from './on-offer.ts';

/** Decides on a position of the draft, or of the version that the customer holds. */
export const onPosition = (
  { version, lineId, at }: Data<'ChooseQuotationItem'>,
  state: Quotation,
  decide: (position: QuotationPosition) => Answer,
): Answer => {
  const within = (terms: QuotationTerms, offer?: Offer): Answer => {
    const position = positionOf(terms, lineId);
    if (position === undefined) return refuse({ code: 'quotation/unknown-line', lineId });
    return offer !== undefined && isAnswered(offer, position)
      ? refuse({ code: 'quotation/item-answered', lineId })
      : decide(position);
  };
  return state.status === 'draft' && state.version === version
    ? within(state.terms)
    : onOffer({ version, at }, state, (_, offer) => within(offer.terms, offer));
};

/** Whether the customer has taken or somebody has rejected something of a position. */
const isAnswered = ({ answers }: Offer, position: QuotationPosition): boolean =>
  linesOf(position).some(({ lineId }) => answers.some((answer) => answer.lineId === lineId));
