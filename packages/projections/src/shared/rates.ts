import {
  type CurrencyCode,
  type FactProjection,
  type LocalDate,
  PresalesError,
  type RowOf,
  type Whole,
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

/** What an amount is of, and which event says it: an error of a report names the row that it meets. */
export interface AmountSource {
  /** The category of its stream. */
  readonly of: 'opportunity' | 'campaign';
  readonly id: string;
  /** Where the event stands in the log. */
  readonly position: number;
}

/** Where a campaign's amounts come from. */
export const campaignSource = ({
  campaign_id,
  position,
}: {
  readonly campaign_id: string;
  readonly position: number;
}): AmountSource => ({ of: 'campaign', id: campaign_id, position });

/** What a missing rate was wanted for. */
export interface WantedRate {
  readonly from: CurrencyCode;
  readonly to: CurrencyCode;
  readonly date: LocalDate;
  readonly source: AmountSource;
}

/** A total needs a rate that nobody has published, or that was not known yet (B6). */
export class MissingExchangeRate extends PresalesError {
  readonly from: CurrencyCode;
  readonly to: CurrencyCode;
  readonly date: LocalDate;
  /** The stream of what has an amount in that currency: `opportunity-O-1`. */
  readonly stream: string;
  /** Where the event that says the amount stands in the log. */
  readonly position: number;

  /**
   * @param pairs the published ones, such as `USD to EUR`
   * @param via the base that rates were to be computed through as well
   */
  constructor(
    { from, to, date, source }: WantedRate,
    pairs: readonly string[],
    via?: CurrencyCode,
  ) {
    const { of, id, position } = source;
    const only =
      via === undefined
        ? 'only pairs as published are used, no inverse'
        : `nor can one be computed through ${via}`;
    super(
      'exchange-rate/missing',
      `${of} ${id} has an amount in ${from} (${of}-${id}, position ${position}), and no exchange rate from ${from} to ${to} is published for ${date} or before; ${only}: ${pairs.length === 0 ? 'there are none' : `there is ${pairs.join(', ')}`}. Publish one for that day (PublishExchangeRate), or report in another currency`,
    );
    this.from = from;
    this.to = to;
    this.date = date;
    this.stream = `${of}-${id}`;
    this.position = position;
  }
}

/**
 * Converts minor units of some currency into minor units of the reporting currency, at the rate of a
 * business day.
 *
 * @throws MissingExchangeRate naming the source
 */
export type Exchange = (
  amount: Whole,
  currency: CurrencyCode,
  on: LocalDate,
  source: AmountSource,
) => Whole;
