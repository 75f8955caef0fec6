import { same } from '../../shared/same.ts';
import { positionOf } from '../figures/terms.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { unfit } from '../rules/fit.ts';
import { onDraft } from '../rules/on-draft.ts';
import type { Quotation } from '../state.ts';

/** Adds a line to the draft. */
export const addLine = (
  { quotationId, line }: Data<'AddQuotationLine'>,
  state: Quotation,
): Answer =>
  onDraft(state, ({ terms, record }) => {
    const { lineId } = line;
    const known = positionOf(terms, lineId);
    if (known !== undefined)
      return same(known.main, line) ? emit() : refuse({ code: 'quotation/line-exists', lineId });
    const refusal = unfit(terms, line, record);
    return refusal === undefined
      ? emit({ type: 'QuotationLineAdded', data: { quotationId, line } })
      : refuse(refusal);
  });
