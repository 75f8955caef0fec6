import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit } from '../refusals.ts';
import { onDraft } from '../rules/on-draft.ts';
import type { Quotation } from '../state.ts';

/** Sets how the totals are rounded. */
export const round = (
  { quotationId, rounding }: Data<'RoundQuotationTotals'>,
  state: Quotation,
): Answer =>
  onDraft(state, ({ terms }) =>
    same(terms.rounding, rounding)
      ? emit()
      : emit({ type: 'QuotationRoundingSet', data: { quotationId, rounding } }),
  );
