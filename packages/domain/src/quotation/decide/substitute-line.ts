import { same } from '../../shared/same.ts';
import { allLines } from '../figures/terms.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { unfitBeside } from '../rules/fit.ts';
import { onDraft } from '../rules/on-draft.ts';
import type { Quotation } from '../state.ts';

/**
 * Puts another item in the place of one that cannot be had (S72). The new line names the one it
 * stands for, and the item of the order that both go back to.
 */
export const substituteLine = (
  { quotationId, lineId, line: offered, reason }: Data<'SubstituteQuotationLine'>,
  state: Quotation,
): Answer =>
  onDraft(state, ({ terms, record }) => {
    const lines = allLines(terms);
    const known = lines.find((other) => other.lineId === offered.lineId);
    const original = lines.find((other) => other.lineId === lineId);
    const reference = offered.reference ?? (original ?? known)?.reference;
    const line = {
      ...offered,
      substitutes: lineId,
      ...(reference === undefined ? {} : { reference }),
    };
    if (known !== undefined)
      return same(known, line)
        ? emit()
        : refuse({ code: 'quotation/line-exists', lineId: offered.lineId });
    if (original === undefined) return refuse({ code: 'quotation/unknown-line', lineId });
    const refusal = unfitBeside(
      lines.filter((other) => other !== original),
      line,
      record,
    );
    return refusal === undefined
      ? emit({ type: 'QuotationLineSubstituted', data: { quotationId, lineId, line, reason } })
      : refuse(refusal);
  });
