import { localDate } from '@presales/kernel';
import { bounded } from '../shared/bounded.ts';
import type { Quotation } from './quotation.ts';
import { type Answer, type Data, emit, notInPlay, refuse } from './refusals.ts';
import { subtotalsOf } from './totals.ts';

/** Sends the draft: from now on it binds us through the end of `validUntil` in the seller's zone. */
export const send = (
  { quotationId, validUntil, at }: Data<'SendQuotation'>,
  state: Quotation,
): Answer => {
  if (state.status === 'sent')
    return state.offer.validUntil === validUntil
      ? emit()
      : refuse({ code: 'quotation/not-a-draft' });
  if (state.status !== 'draft') return notInPlay(state);
  const { version, lines, header } = state;
  if (lines.length === 0) return refuse({ code: 'quotation/no-lines' });
  if (validUntil < localDate(at, header.sellerZone))
    return refuse({ code: 'quotation/validity-past', validUntil });
  const subtotals = bounded(() => subtotalsOf(lines));
  if (subtotals === undefined) return refuse({ code: 'quotation/amount-too-large' });
  return emit({ type: 'QuotationSent', data: { quotationId, version, validUntil, subtotals } });
};

/** Opens the next version as a draft on the lines of the one that was sent. */
export const revise = (
  { quotationId, reason }: Data<'ReviseQuotation'>,
  state: Quotation,
): Answer => {
  if (state.status === 'draft')
    return state.offer === undefined ? refuse({ code: 'quotation/not-sent' }) : emit();
  if (state.status !== 'sent') return notInPlay(state);
  const fromVersion = state.offer.version;
  return emit({
    type: 'QuotationRevised',
    data: { quotationId, fromVersion, toVersion: fromVersion + 1, reason },
  });
};
