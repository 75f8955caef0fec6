import {
  type CurrencyCode,
  convert,
  type Decimal,
  type Money,
  PresalesError,
  sum,
} from '@presales/kernel';
import type { DealValue } from '../shared/deal-value.ts';
import type { FrozenRates } from '../shared/frozen-rates.ts';
import { sameDecimal } from '../shared/same-decimal.ts';

/** A total across currencies lacks a rate (decision 6): it names the pair. */
export class RateMissing extends PresalesError {
  constructor(from: CurrencyCode, to: CurrencyCode) {
    super('money/rate-missing', `no rate from ${from} to ${to}`);
  }
}

/** The currencies of the subtotals that the rates do not cover; the base needs no rate. */
export const missingRates = (
  subtotals: readonly DealValue[],
  rates: FrozenRates,
): readonly CurrencyCode[] =>
  subtotals
    .map(({ net }) => net.currency)
    .filter((currency) => rateOf(rates, currency) === undefined);

/**
 * A currency whose rate is anybody's guess: it stands twice with different rates, or is the base
 * itself at a rate other than one.
 */
export const contradictoryRate = ({ base, rates }: FrozenRates): CurrencyCode | undefined =>
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
export const inBase = (subtotals: readonly DealValue[], rates: FrozenRates): DealValue => {
  const total = (part: (subtotal: DealValue) => Money): Money =>
    sum(
      rates.base,
      subtotals.map((subtotal) => inCurrency(part(subtotal), rates)),
    );
  return {
    net: total(({ net }) => net),
    margin: total(({ margin }) => margin),
    netOfUnknownCost: total(({ netOfUnknownCost }) => netOfUnknownCost),
  };
};

const inCurrency = (amount: Money, rates: FrozenRates): Money => {
  const rate = rateOf(rates, amount.currency);
  if (rate === undefined) throw new RateMissing(amount.currency, rates.base);
  return convert(amount, rate, rates.base);
};

const rateOf = ({ base, rates }: FrozenRates, currency: CurrencyCode): Decimal | undefined =>
  currency === base ? '1' : rates.find((rate) => rate.currency === currency)?.rate;
