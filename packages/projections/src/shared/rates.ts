import {
  type CurrencyCode,
  type FactProjection,
  type LocalDate,
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

  /**
   * @param pairs the published ones, such as `USD to EUR`
   * @param via the base that rates were to be computed through as well
   */
  constructor(
    from: CurrencyCode,
    to: CurrencyCode,
    date: LocalDate,
    pairs: readonly string[],
    via?: CurrencyCode,
  ) {
    const only =
      via === undefined
        ? 'only pairs as published are used, no inverse'
        : `nor can one be computed through ${via}`;
    super(
      'exchange-rate/missing',
      `no exchange rate from ${from} to ${to} is published for ${date} or before; ${only}: ${pairs.length === 0 ? 'there are none' : `there is ${pairs.join(', ')}`}`,
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
