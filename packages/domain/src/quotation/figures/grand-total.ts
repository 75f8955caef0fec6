import {
  type CurrencyCode,
  convert,
  type Decimal,
  type Fraction,
  fractionOf,
  inverseOf,
  type Money,
  PresalesError,
  sum,
  timesFraction,
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
export const inBase = (subtotals: readonly DealValue[], rates: Rates): DealValue =>
  totalIn(subtotals, rates.base, (from) => rateOf(rates, from));

/**
 * The subtotals as one value in a chosen currency, through named rates into that currency only.
 * Subtotals that are all in it need none.
 *
 * Where the base of the rates is named as `via`, other currencies are computed through it (B33): its
 * rates are turned round, or two of them make one, exactly; every subtotal is rounded once.
 *
 * @throws RateMissing naming the pair, AmountOutOfRange
 */
export const grandTotal = (
  subtotals: readonly DealValue[],
  currency: CurrencyCode,
  rates?: Rates,
  via?: CurrencyCode,
): DealValue =>
  totalIn(subtotals, currency, (from) => {
    if (from === currency) return '1';
    if (rates?.base === currency) return rateOf(rates, from);
    return rates === undefined || rates.base !== via ? undefined : through(rates, from, currency);
  });

const totalIn = (
  subtotals: readonly DealValue[],
  currency: CurrencyCode,
  rateFrom: (from: CurrencyCode) => Decimal | Fraction | undefined,
): DealValue => {
  const total = (part: (subtotal: DealValue) => Money): Money =>
    sum(
      currency,
      subtotals.map((subtotal) => {
        const amount = part(subtotal);
        const rate = rateFrom(amount.currency);
        if (rate === undefined) throw new RateMissing(amount.currency, currency);
        return convert(amount, rate, currency);
      }),
    );
  return withinNet({
    net: total(({ net }) => net),
    margin: total(({ margin }) => margin),
    netOfUnknownCost: total(({ netOfUnknownCost }) => netOfUnknownCost),
  });
};

/** Units of one currency for one of another, through the base of the rates. */
const through = (rates: Rates, from: CurrencyCode, to: CurrencyCode): Fraction | undefined => {
  const [into, outOf] = [rateOf(rates, from), rateOf(rates, to)];
  return into === undefined || outOf === undefined
    ? undefined
    : timesFraction(fractionOf(into), inverseOf(fractionOf(outOf)));
};

const rateOf = ({ base, rates }: Rates, currency: CurrencyCode): Decimal | undefined =>
  currency === base ? '1' : rates.find((rate) => rate.currency === currency)?.rate;
