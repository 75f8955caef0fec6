import { localDate } from '@presales/kernel';
import { bounded } from '../shared/bounded.ts';
import type { DealValue } from '../shared/deal-value.ts';
import { contradictoryRate, inBase, missingRates } from './base-value.ts';
import type { QuotationEvent } from './events.ts';
import type { Quotation } from './quotation.ts';
import { type Answer, type Data, emit, notInPlay, refuse } from './refusals.ts';

/**
 * The customer takes the version that was sent last, through the end of its last valid day in the
 * seller's zone (decision 20). Rates given are frozen into the quotation; lines in several
 * currencies have no total without them (decision 6).
 */
export const accept = (
  { quotationId, version, rates, at }: Data<'AcceptQuotation'>,
  state: Quotation,
): Answer => {
  if (state.status === 'accepted' && state.version === version) return emit();
  if (state.status !== 'draft' && state.status !== 'sent') return notInPlay(state);
  const { offer, header } = state;
  if (offer === undefined || version > offer.version)
    return refuse({ code: 'quotation/version-not-sent', version });
  if (version < offer.version)
    return refuse({ code: 'quotation/superseded', version, by: offer.version });
  const { subtotals, validUntil } = offer;
  if (offer.expired || localDate(at, header.sellerZone) > validUntil)
    return refuse({ code: 'quotation/expired', validUntil });

  const accepted = (value: DealValue): QuotationEvent => ({
    type: 'QuotationAccepted',
    data: { quotationId, version, subtotals, value },
  });
  if (rates === undefined) {
    const [only, ...others] = subtotals;
    return only !== undefined && others.length === 0
      ? emit(accepted(only))
      : refuse({
          code: 'quotation/rates-missing',
          currencies: subtotals.map(({ net }) => net.currency),
        });
  }
  const currency = contradictoryRate(rates);
  if (currency !== undefined) return refuse({ code: 'quotation/rates-contradictory', currency });
  const currencies = missingRates(subtotals, rates);
  if (currencies.length > 0)
    return refuse({ code: 'quotation/rates-missing', currencies, base: rates.base });
  const value = bounded(() => inBase(subtotals, rates));
  if (value === undefined) return refuse({ code: 'quotation/amount-too-large' });
  return emit({ type: 'ExchangeRatesFrozen', data: { quotationId, rates } }, accepted(value));
};
