import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, onDraft } from '../refusals.ts';
import type { Quotation } from '../state.ts';

/** Sets the discount on the whole document, or takes it away. */
export const discount = (
  { quotationId, discount }: Data<'DiscountQuotation'>,
  state: Quotation,
): Answer =>
  onDraft(state, ({ terms }) =>
    same(terms.discount, discount)
      ? emit()
      : emit({
          type: 'QuotationDiscountSet',
          data: { quotationId, ...(discount === undefined ? {} : { discount }) },
        }),
  );

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
