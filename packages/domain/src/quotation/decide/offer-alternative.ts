import { same } from '../../shared/same.ts';
import { linesOf, type Position, positionOf, type Terms } from '../figures/terms.ts';
import { type Answer, type Data, emit, onDraft, refuse } from '../refusals.ts';
import { onOffer } from '../rules/on-offer.ts';
import type { Offer, Quotation } from '../state.ts';
import { unfit } from './draft.ts';

/** Offers something that the customer may take in the place of a main line. */
export const offerAlternative = (
  { quotationId, forLineId, line }: Data<'OfferAlternative'>,
  state: Quotation,
): Answer =>
  onDraft(state, ({ terms }) => {
    const position = positionOf(terms, forLineId);
    if (position === undefined)
      return refuse({ code: 'quotation/unknown-line', lineId: forLineId });
    if (position.main.lineId !== forLineId)
      return refuse({ code: 'quotation/not-a-main-line', lineId: forLineId });
    const { lineId } = line;
    const known = positionOf(terms, lineId);
    if (known !== undefined)
      return known.alternatives.some((other) => known === position && same(other, line))
        ? emit()
        : refuse({ code: 'quotation/line-exists', lineId });
    const refusal = unfit(terms, line);
    return refusal === undefined
      ? emit({ type: 'AlternativeItemOffered', data: { quotationId, forLineId, line } })
      : refuse(refusal);
  });

/** Lets one of a line and its alternatives count: in the draft, or as the customer wants it. */
export const choose = ({ at, ...data }: Data<'ChooseQuotationItem'>, state: Quotation): Answer =>
  onPosition({ at, ...data }, state, (position) =>
    position.chosen === data.lineId ? emit() : emit({ type: 'QuotationItemChosen', data }),
  );

/** Takes an optional line into the total, or out of it again. */
export const takeOption = ({ at, ...data }: Data<'TakeOptionalItem'>, state: Quotation): Answer =>
  onPosition({ at, ...data }, state, ({ main, taken }) => {
    if (main.optional === undefined)
      return refuse({ code: 'quotation/not-optional', lineId: data.lineId });
    return taken === data.taken ? emit() : emit({ type: 'OptionalItemTaken', data });
  });

/** Decides on a position of the draft, or of the version that the customer holds. */
const onPosition = (
  { version, lineId, at }: Data<'ChooseQuotationItem'>,
  state: Quotation,
  decide: (position: Position) => Answer,
): Answer => {
  const within = (terms: Terms, offer?: Offer): Answer => {
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
const isAnswered = ({ answers }: Offer, position: Position): boolean =>
  linesOf(position).some(({ lineId }) => answers.some((answer) => answer.lineId === lineId));
