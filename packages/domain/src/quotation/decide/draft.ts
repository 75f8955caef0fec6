import { bounded } from '../../shared/bounded.ts';
import { same } from '../../shared/same.ts';
import type { QuotationEvent } from '../events.ts';
import { amountOf, costOf, marginOf, taxed } from '../figures/amounts.ts';
import { withLine } from '../figures/edited-terms.ts';
import { allLines, positionOf, type Terms } from '../figures/terms.ts';
import {
  type Answer,
  type Data,
  emit,
  onDraft,
  type QuotationRefusal,
  refuse,
} from '../refusals.ts';
import type { Quotation } from '../state.ts';
import type { QuotationLine } from '../values/line.ts';
import { quotationLimits } from '../vocabulary.ts';

/** Begins a quotation, with version 1 as its draft. */
export const draft = ({ at: _, ...header }: Data<'DraftQuotation'>, state: Quotation): Answer => {
  if (state.status === 'absent') return emit({ type: 'QuotationDrafted', data: header });
  return same(state.header, header) ? emit() : refuse({ code: 'quotation/already-drafted' });
};

/** Adds a line to the draft. */
export const addLine = (
  { quotationId, line }: Data<'AddQuotationLine'>,
  state: Quotation,
): Answer =>
  onDraft(state, ({ terms }) => {
    const { lineId } = line;
    const known = positionOf(terms, lineId);
    if (known !== undefined)
      return same(known.main, line) ? emit() : refuse({ code: 'quotation/line-exists', lineId });
    const refusal = unfit(terms, line);
    return refusal === undefined
      ? emit({ type: 'QuotationLineAdded', data: { quotationId, line } })
      : refuse(refusal);
  });

/**
 * Copies items of another document of the same customer into the draft, each with a reference to
 * the item it was; those that are there already stay as they are (S68, S70, S73).
 */
export const copyItems = (
  { quotationId, from, items }: Data<'CopyIntoQuotation'>,
  state: Quotation,
): Answer =>
  onDraft(state, ({ terms: present, header }) => {
    const { kind, documentId, partyId } = from;
    if (partyId !== header.partyId) return refuse({ code: 'quotation/another-customer', partyId });
    let terms: Terms = present;
    const added: QuotationEvent[] = [];
    for (const { itemId, line: copied } of items) {
      const line = { ...copied, reference: { kind, documentId, itemId } };
      const { lineId } = line;
      const known = positionOf(terms, lineId);
      if (known !== undefined) {
        if (same(known.main, line)) continue;
        return refuse({ code: 'quotation/line-exists', lineId });
      }
      const refusal = unfit(terms, line);
      if (refusal !== undefined) return refuse(refusal);
      terms = withLine(terms, line);
      added.push({ type: 'QuotationLineAdded', data: { quotationId, line } });
    }
    return emit(...added);
  });

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

/** Why a line has no place beside the others of a draft. */
export const unfit = (terms: Terms, line: QuotationLine): QuotationRefusal | undefined => {
  const lines = allLines(terms);
  return lines.length >= quotationLimits.lines
    ? { code: 'quotation/too-many-lines', limit: quotationLimits.lines }
    : unfitBeside(lines, line);
};

/** Why a line has no place beside others, however many they are. */
export const unfitBeside = (
  others: readonly QuotationLine[],
  line: QuotationLine,
): QuotationRefusal | undefined => {
  const currencies = new Set([...others, line].map(({ unitPrice }) => unitPrice.currency));
  if (currencies.size > quotationLimits.currencies)
    return { code: 'quotation/too-many-currencies', limit: quotationLimits.currencies };
  const comesTo = bounded(() => [taxed(amountOf(line), line.tax), costOf(line), marginOf(line)]);
  return comesTo === undefined ? { code: 'quotation/amount-too-large' } : undefined;
};
