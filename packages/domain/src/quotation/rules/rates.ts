import type { CurrencyCode } from '@presales/kernel';
import { bounded } from '../../shared/bounded.ts';
import type { DealValue } from '../../shared/deal-value.ts';
import type { FrozenRates } from '../../shared/frozen-rates.ts';
import { same } from '../../shared/same.ts';
import type { QuotationEvent } from '../events.ts';
import { contradictoryRate, inBase, missingRates } from '../figures/grand-total.ts';
import type { QuotationRefusal } from '../refusals.ts';
import type { QuotationRecord } from '../state.ts';

/** Why amounts in these currencies cannot be made one amount at these rates. */
export const unusable = (
  rates: FrozenRates,
  present: readonly CurrencyCode[],
): QuotationRefusal | undefined => {
  const currency = contradictoryRate(rates);
  if (currency !== undefined) return { code: 'quotation/rates-contradictory', currency };
  const currencies = missingRates(present, rates);
  return currencies.length > 0
    ? { code: 'quotation/rates-missing', currencies, base: rates.base }
    : undefined;
};

/** Events that freeze rates, or why there are none to freeze. */
export type Freezing =
  | { readonly events: readonly QuotationEvent[] }
  | { readonly refusal: QuotationRefusal };

/** Freezes rates with the sending of a version (B6); those frozen already do as well. */
export const freezing = (
  { rates: frozen, header: { quotationId } }: QuotationRecord,
  given: FrozenRates | undefined,
  currencies: readonly CurrencyCode[],
): Freezing => {
  const rates = given ?? frozen;
  if (rates === undefined)
    return currencies.length > 1
      ? { refusal: { code: 'quotation/rates-missing', currencies } }
      : { events: [] };
  const refusal = unusable(rates, currencies);
  if (refusal !== undefined) return { refusal };
  return {
    events: same(rates, frozen)
      ? []
      : [{ type: 'ExchangeRatesFrozen', data: { quotationId, rates } }],
  };
};

/** What an acceptance is worth, with the event that freezes the rates it is counted at. */
export type Valuation =
  | { readonly value: DealValue; readonly events: readonly QuotationEvent[] }
  | { readonly refusal: QuotationRefusal };

/**
 * Values what was taken of an offer in one currency. Rates that are frozen hold; otherwise those
 * given are frozen with it. A total across currencies needs some (B6).
 */
export const valued = (
  { rates: frozen, header: { quotationId } }: QuotationRecord,
  given: FrozenRates | undefined,
  offered: readonly CurrencyCode[],
  taken: readonly DealValue[],
): Valuation => {
  if (frozen !== undefined && given !== undefined && !same(frozen, given))
    return { refusal: { code: 'quotation/rates-frozen', rateDate: frozen.rateDate } };
  const rates = frozen ?? given;
  if (rates === undefined) {
    const [only] = taken;
    return only !== undefined && offered.length === 1
      ? { value: only, events: [] }
      : { refusal: { code: 'quotation/rates-missing', currencies: offered } };
  }
  const refusal = unusable(rates, offered);
  if (refusal !== undefined) return { refusal };
  const value = bounded(() => inBase(taken, rates));
  if (value === undefined) return { refusal: { code: 'quotation/amount-too-large' } };
  return {
    value,
    events:
      frozen === undefined ? [{ type: 'ExchangeRatesFrozen', data: { quotationId, rates } }] : [],
  };
};
