import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit } from '../refusals.ts';
import { onDraft } from '../rules/on-draft.ts';
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
