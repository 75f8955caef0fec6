import { same } from '../../shared/same.ts';
import { allLines, countingLines } from '../figures/terms.ts';
import { type Answer, type Data, emit, notInPlay, refuse } from '../refusals.ts';
import { severalRates } from '../rules/one-rate.ts';
import { unusable } from '../rules/rates.ts';
import { lastOffer, type Quotation } from '../state.ts';

/**
 * Freezes rates: every later valuation uses them (B6, S67). Other rates are frozen anew, so
 * that history shows both.
 */
export const freeze = (
  { quotationId, rates }: Data<'FreezeExchangeRates'>,
  state: Quotation,
): Answer => {
  if (state.status !== 'draft' && state.status !== 'sent') return notInPlay(state);
  if (same(state.record.rates, rates)) return emit();
  const terms = state.status === 'draft' ? state.terms : lastOffer(state)?.terms;
  const lines = terms === undefined ? [] : countingLines(terms);
  const currencies = [...new Set(lines.map(({ unitPrice }) => unitPrice.currency))];
  const refusal =
    unusable(rates, currencies) ?? severalRates(terms === undefined ? [] : allLines(terms), rates);
  return refusal === undefined
    ? emit({ type: 'ExchangeRatesFrozen', data: { quotationId, rates } })
    : refuse(refusal);
};
