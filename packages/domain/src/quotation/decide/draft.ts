import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Quotation } from '../state.ts';

/** Begins a quotation, with version 1 as its draft. */
export const draft = ({ at: _, ...header }: Data<'DraftQuotation'>, state: Quotation): Answer => {
  if (state.status === 'absent') return emit({ type: 'QuotationDrafted', data: header });
  return same(state.record.header, header) ? emit() : refuse({ code: 'quotation/already-drafted' });
};
