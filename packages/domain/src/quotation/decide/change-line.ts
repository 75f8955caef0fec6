import { same } from '../../shared/same.ts';
import { allLines } from '../figures/terms.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { unfitBeside } from '../rules/fit.ts';
import { onDraft } from '../rules/on-draft.ts';
import type { Quotation } from '../state.ts';

/** Says anew what a line of the draft is: its price, quantity, discount, cost or words. */
export const changeLine = (
  { quotationId, line }: Data<'ChangeQuotationLine'>,
  state: Quotation,
): Answer =>
  onDraft(state, ({ terms }) => {
    const { lineId } = line;
    const lines = allLines(terms);
    const before = lines.find((other) => other.lineId === lineId);
    if (before === undefined) return refuse({ code: 'quotation/unknown-line', lineId });
    if (same(before, line)) return emit();
    const refusal = unfitBeside(
      lines.filter((other) => other !== before),
      line,
    );
    return refusal === undefined
      ? emit({ type: 'QuotationLineChanged', data: { quotationId, line } })
      : refuse(refusal);
  });
