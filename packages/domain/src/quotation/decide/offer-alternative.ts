import { same } from '../../shared/same.ts';
import { positionOf } from '../figures/terms.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { unfit } from '../rules/fit.ts';
import { onDraft } from '../rules/on-draft.ts';
import type { Quotation } from '../state.ts';

/** Offers something that the customer may take in the place of a main line. */
export const offerAlternative = (
  { quotationId, forLineId, line }: Data<'OfferAlternative'>,
  state: Quotation,
): Answer =>
  onDraft(state, ({ terms, record }) => {
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
    const refusal = unfit(terms, line, record);
    return refusal === undefined
      ? emit({ type: 'AlternativeItemOffered', data: { quotationId, forLineId, line } })
      : refuse(refusal);
  });
