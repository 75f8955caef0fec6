import type { CurrencyCode } from '@presales/kernel';
import { bounded } from '../../shared/bounded.ts';
import type { DealValue } from '../../shared/deal-value.ts';
import type { FrozenRates } from '../../shared/frozen-rates.ts';
import { same } from '../../shared/same.ts';
import type { QuotationEvent } from '../events.ts';
import { contradictoryRate, inBase, missingRates } from '../figures/grand-total.ts';
import { countingLines } from '../figures/terms.ts';
import {
  type Answer,
  type Data,
  emit,
  notInPlay,
  type QuotationRefusal,
  refuse,
} from '../refusals.ts';
import { lastOffer, type Quotation, type Standing } from '../state.ts';

/**
 * Freezes rates: every later valuation uses them (B6, S67). Other rates are frozen anew, so
 * that history shows both.
 */
export const freeze = (
  { quotationId, rates }: Data<'FreezeExchangeRates'>,
  state: Quotation,
): Answer => {
  if (state.status !== 'draft' && state.status !== 'sent') return notInPlay(state);
  if (same(state.rates, rates)) return emit();
  const terms = state.status === 'draft' ? state.terms : lastOffer(state)?.terms;
  const lines = terms === undefined ? [] : countingLines(terms);
  const currencies = [...new Set(lines.map(({ unitPrice }) => unitPrice.currency))];
  const refusal = unusable(rates, currencies);
  return refusal === undefined
    ? emit({ type: 'ExchangeRatesFrozen', data: { quotationId, rates } })
    : refuse(refusal);
};

/** From now on the quotation is valued at the rates of the valuation date again. */
export const unfreeze = (
  { quotationId }: Data<'UnfreezeExchangeRates'>,
  state: Quotation,
): Answer => {
  if (state.status !== 'draft' && state.status !== 'sent') return notInPlay(state);
  return state.rates === undefined
    ? emit()
    : emit({ type: 'ExchangeRatesUnfrozen', data: { quotationId } });
};

/** Why rates do not make one amount of these currencies. */
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
  { rates: frozen, header: { quotationId } }: Standing,
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
  { rates: frozen, header: { quotationId } }: Standing,
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
