import { same } from '../../shared/same.ts';
import { allLines } from '../figures/terms.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { unfitBeside } from '../rules/fit.ts';
import { onDraft } from '../rules/on-draft.ts';
import type { Quotation } from '../state.ts';
import type { QuotationLine } from '../values/line.ts';

/**
 * Says anew what a line of the draft is: its price, quantity, discount, cost or words. Without a list
 * price it keeps the one that it was drawn from, as long as it is the same product.
 */
export const changeLine = (
  { quotationId, line: given }: Data<'ChangeQuotationLine'>,
  state: Quotation,
): Answer =>
  onDraft(state, ({ terms, record }) => {
    const { lineId } = given;
    const lines = allLines(terms);
    const before = lines.find((other) => other.lineId === lineId);
    if (before === undefined) return refuse({ code: 'quotation/unknown-line', lineId });
    const line = withListPrice(given, before);
    if (same(before, line)) return emit();
    const refusal = unfitBeside(
      lines.filter((other) => other !== before),
      line,
      record,
    );
    return refusal === undefined
      ? emit({ type: 'QuotationLineChanged', data: { quotationId, line } })
      : refuse(refusal);
  });

const withListPrice = (line: QuotationLine, before: QuotationLine): QuotationLine =>
  line.listPrice === undefined &&
  before.listPrice !== undefined &&
  before.productId === line.productId &&
  before.unitPrice.currency === line.unitPrice.currency
    ? { ...line, listPrice: before.listPrice }
    : line;
