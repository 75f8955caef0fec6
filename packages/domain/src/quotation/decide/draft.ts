import { same } from '../../shared/same.ts';
import { standardCalculation } from '../figures/calculation.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Quotation } from '../state.ts';

/**
 * Begins a quotation, with version 1 as its draft. Drafted again without a word on how it is
 * counted, it is counted as it was.
 */
export const draft = (
  { at: _, calculation, ...header }: Data<'DraftQuotation'>,
  state: Quotation,
): Answer => {
  if (state.status === 'absent')
    return emit({
      type: 'QuotationDrafted',
      data: { ...header, calculation: calculation ?? standardCalculation },
    });
  const before = state.record.header;
  return same(before, { ...header, calculation: calculation ?? before.calculation })
    ? emit()
    : refuse({ code: 'quotation/already-drafted' });
};
