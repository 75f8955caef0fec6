import { positionOf } from '../figures/terms.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { onDraft } from '../rules/on-draft.ts';
import type { Quotation } from '../state.ts';

/** Takes a line out of the draft; a line with alternatives only after them. */
export const removeLine = (
  { quotationId, lineId }: Data<'RemoveQuotationLine'>,
  state: Quotation,
): Answer =>
  onDraft(state, ({ terms }) => {
    const position = positionOf(terms, lineId);
    if (position === undefined) return refuse({ code: 'quotation/unknown-line', lineId });
    if (position.main.lineId === lineId && position.alternatives.length > 0)
      return refuse({ code: 'quotation/line-has-alternatives', lineId });
    return emit({ type: 'QuotationLineRemoved', data: { quotationId, lineId } });
  });
