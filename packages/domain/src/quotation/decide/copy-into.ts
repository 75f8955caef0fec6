import { same } from '../../shared/same.ts';
import type { QuotationEvent } from '../events.ts';
import { withLine } from '../figures/edited-terms.ts';
import { positionOf } from '../figures/terms.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { unfit } from '../rules/fit.ts';
import { onDraft } from '../rules/on-draft.ts';
import type { Quotation, QuotationTerms } from '../state.ts';

/**
 * Copies items of another document of the same customer into the draft, each with a reference to
 * the item it was; those that are there already stay as they are (S68, S70, S73).
 */
export const copyItems = (
  { quotationId, from, items }: Data<'CopyIntoQuotation'>,
  state: Quotation,
): Answer =>
  onDraft(state, ({ terms: present, record }) => {
    const { kind, documentId, partyId } = from;
    if (partyId !== record.header.partyId)
      return refuse({ code: 'quotation/another-customer', partyId });
    let terms: QuotationTerms = present;
    const added: QuotationEvent[] = [];
    for (const { itemId, line: copied } of items) {
      const line = { ...copied, reference: { kind, documentId, itemId } };
      const { lineId } = line;
      const known = positionOf(terms, lineId);
      if (known !== undefined) {
        if (same(known.main, line)) continue;
        return refuse({ code: 'quotation/line-exists', lineId });
      }
      const refusal = unfit(terms, line, record);
      if (refusal !== undefined) return refuse(refusal);
      terms = withLine(terms, line);
      added.push({ type: 'QuotationLineAdded', data: { quotationId, line } });
    }
    return emit(...added);
  });
