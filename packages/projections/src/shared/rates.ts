import {
  type CurrencyCode,
  convert,
  type FactProjection,
  type LocalDate,
  money,
  PresalesError,
  type RowOf,
} from '@presales/kernel';
import { facts, factTableOf } from './fact.ts';

/** A table of published rates; each read model keeps its own, to stand alone. */
export const rateTable = factTableOf({
  /** One unit of this currency… */
  from_currency: 'text',
  /** …is worth `rate` units of this one. */
  to_currency: 'text',
  rate: 'text',
  rate_date: 'text',
});

type RateTable = ReturnType<typeof rateTable>;

/** A published rate. */
export type RateFact = RowOf<RateTable>;

/** Which rates were published. */
export const publishedRates = (table: RateTable): FactProjection =>
  facts(table, {
    ExchangeRatePublished: ({ data }) => ({
      from_currency: data.from,
      to_currency: data.to,
      rate: data.rate,
      rate_date: data.rateDate,
    }),
  });

/** A total needs a rate that nobody has published, or that was not known yet (B6). */
export class MissingExchangeRate extends PresalesError {
  readonly from: CurrencyCode;
  readonly to: CurrencyCode;
  readonly date: LocalDate;

  /** @param pairs the published ones, such as `USD to EUR` */
  constructor(from: CurrencyCode, to: CurrencyCode, date: LocalDate, pairs: readonly string[]) {
    super(
      'exchange-rate/missing',
      `no exchange rate from ${from} to ${to} is published for ${date} or before; only pairs as published are used, no inverse: ${pairs.length === 0 ? 'there are none' : `there is ${pairs.join(', ')}`}`,
    );
    this.from = from;
    this.to = to;
    this.date = date;
  }
}

/**
 * Converts minor units of some currency into minor units of the reporting currency, at the rate of a
 * business day.
 *
 * @throws MissingExchangeRate
 */
export type Exchange = (amount: number, currency: CurrencyCode, on: LocalDate) => number;

/**
 * Conversion into one currency by the latest rate of the pair that is dated on or before the day
 * (B7); of two rates for the same day, by the one published later. A pair is used only as it was
 * published: nobody has published an inverse or a cross rate that is merely computed.
 */
export const exchangeTo = (to: CurrencyCode, rates: readonly RateFact[]): Exchange => {
  const published = new Map<CurrencyCode, RateFact[]>();
  for (const rate of rates) {
    if (rate.to_currency !== to) continue;
    const ofPair = published.get(rate.from_currency);
    if (ofPair === undefined) published.set(rate.from_currency, [rate]);
    else ofPair.push(rate);
  }
  for (const ofPair of published.values())
    ofPair.sort((left, right) =>
      left.rate_date === right.rate_date
        ? left.position - right.position
        : left.rate_date < right.rate_date
          ? -1
          : 1,
    );
  return (amount, currency, on) => {
    if (currency === to) return amount;
    const rate = latest(published.get(currency) ?? [], on);
    if (rate === undefined) throw new MissingExchangeRate(currency, to, on, pairsOf(rates));
    return convert(money(amount, currency), rate.rate, to).amount;
  };
};

const pairsOf = (rates: readonly RateFact[]): readonly string[] =>
  [
    ...new Set(rates.map(({ from_currency, to_currency }) => `${from_currency} to ${to_currency}`)),
  ].sort();

/** The last rate dated on or before a day, found by binary search. */
const latest = (sorted: readonly RateFact[], on: LocalDate): RateFact | undefined => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.rate_date ?? '') <= on) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
};
