import {
  type CurrencyCode,
  convert,
  type Decimal,
  type Money,
  PresalesError,
  sum,
} from '@presales/kernel';
import { type DealValue, withinNet } from '../../shared/deal-value.ts';
import type { FrozenRates } from '../../shared/frozen-rates.ts';
import { sameDecimal } from '../../shared/same-decimal.ts';

/** A total across currencies lacks a rate (B6): it names the pair. */
export class RateMissing extends PresalesError {
  constructor(from: CurrencyCode, to: CurrencyCode) {
    super('money/rate-missing', `no rate from ${from} to ${to}`);
  }
}

/** Rates into a base currency, without the day and source they come from. */
export type Rates = Pick<FrozenRates, 'base' | 'rates'>;

/** The currencies that the rates do not cover. The base needs no rate. */
export const missingRates = (
  currencies: readonly CurrencyCode[],
  rates: Rates,
): readonly CurrencyCode[] =>
  currencies.filter((currency) => rateOf(rates, currency) === undefined);

/**
 * A currency whose rate is ambiguous: it is listed twice at different rates, or it is the base
 * itself at a rate other than one.
 */
export const contradictoryRate = ({ base, rates }: Rates): CurrencyCode | undefined =>
  rates.find(
    ({ currency, rate }) =>
      (currency === base && !sameDecimal(rate, '1')) ||
      rates.some((other) => other.currency === currency && !sameDecimal(other.rate, rate)),
  )?.currency;

/**
 * The subtotals as one value in the rates' base currency: every subtotal is converted and rounded
 * half-even to the base's minor unit, then added.
 *
 * @throws RateMissing, AmountOutOfRange
 */
export const inBase = (subtotals: readonly DealValue[], rates: Rates): DealValue => {
  const total = (part: (subtotal: DealValue) => Money): Money =>
    sum(
      rates.base,
      subtotals.map((subtotal) => inCurrency(part(subtotal), rates)),
    );
  return withinNet({
    net: total(({ net }) => net),
    margin: total(({ margin }) => margin),
    netOfUnknownCost: total(({ netOfUnknownCost }) => netOfUnknownCost),
  });
};

/**
 * The subtotals as one value in a chosen currency, through named rates into that currency only.
 * Subtotals that are all in it need none.
 *
 * @throws RateMissing naming the pair, AmountOutOfRange
 */
export const grandTotal = (
  subtotals: readonly DealValue[],
  currency: CurrencyCode,
  rates?: Rates,
): DealValue =>
  inBase(subtotals, { base: currency, rates: rates?.base === currency ? rates.rates : [] });

const inCurrency = (amount: Money, rates: Rates): Money => {
  const rate = rateOf(rates, amount.currency);
  if (rate === undefined) throw new RateMissing(amount.currency, rates.base);
  return convert(amount, rate, rates.base);
};

const rateOf = ({ base, rates }: Rates, currency: CurrencyCode): Decimal | undefined =>
  currency === base ? '1' : rates.find((rate) => rate.currency === currency)?.rate;
