import {
  type CurrencyCode,
  convertFigure,
  type Decimal,
  type Fraction,
  fractionOf,
  inverseOf,
  type LocalDate,
  moneyFigure,
  timesFraction,
} from '@presales/kernel';
import { type Exchange, MissingExchangeRate, type RateFact } from './rates.ts';

/** What may be asked of a report about money: how an amount is valued of whose pair nothing is published. */
export interface ConversionParameters {
  /**
   * The base that rates are computed through where a pair is not published (B33): the base's own
   * rates are turned round where need be, and two of them make one between two other currencies. By
   * default none is computed.
   */
  readonly via?: CurrencyCode;
}

/** A published pair, and whether it was turned round. */
export interface RateLeg {
  readonly from: CurrencyCode;
  readonly to: CurrencyCode;
  readonly inverted: boolean;
}

/** The rates that a report used between two currencies. */
export interface UsedRates {
  readonly from: CurrencyCode;
  readonly to: CurrencyCode;
  /** The published pairs that they were made of, in the order in which they were applied. */
  readonly legs: readonly RateLeg[];
  /** How many different ones, and the first and the last day that they were published for. */
  readonly count: number;
  readonly first: LocalDate;
  readonly last: LocalDate;
}

/** What a report repeats of its conversion: both are there where a base was named. */
export interface Converted {
  readonly via?: CurrencyCode;
  readonly exchangeRates?: readonly UsedRates[];
}

/** Conversion at one set of published rates. */
export interface Conversion {
  readonly into: (currency: CurrencyCode) => Exchange;
  /** What was used until now, by pair. */
  readonly used: () => Converted;
}

/**
 * Conversion by the latest rate of a pair that is dated on or before the day (B7); of two rates for
 * the same day, by the one published later. A pair is used as it was published. Where it was not, and
 * only where a base is named, one is computed through the base: exactly, so that the amount is rounded
 * once.
 */
export const conversionAt = (rates: readonly RateFact[], via?: CurrencyCode): Conversion => {
  const published = byPair(rates);
  const used = new Map<string, Use>();
  return {
    into: (to) => (amount, currency, on, source) => {
      if (currency === to) return amount;
      const legs = legsBetween(published, currency, to, on, via);
      if (legs === undefined)
        throw new MissingExchangeRate(
          { from: currency, to, date: on, source },
          pairsOf(rates),
          via,
        );
      if (via !== undefined) note(used, currency, to, legs);
      return convertFigure(moneyFigure(amount, currency), rateOf(legs), to);
    },
    used: () => (via === undefined ? {} : { via, exchangeRates: [...used.values()].map(summary) }),
  };
};

/** Conversion into one currency at published rates alone. */
export const exchangeTo = (to: CurrencyCode, rates: readonly RateFact[]): Exchange =>
  conversionAt(rates).into(to);

/** The rates of every pair in the order of their days. */
type Published = ReadonlyMap<CurrencyCode, ReadonlyMap<CurrencyCode, readonly RateFact[]>>;

/** A published rate as it is applied: as it is, or turned round. */
interface Leg {
  readonly fact: RateFact;
  readonly inverted: boolean;
}

const byPair = (rates: readonly RateFact[]): Published => {
  const published = new Map<CurrencyCode, Map<CurrencyCode, RateFact[]>>();
  for (const rate of rates) {
    const from = published.get(rate.from_currency) ?? new Map<CurrencyCode, RateFact[]>();
    published.set(rate.from_currency, from);
    const ofPair = from.get(rate.to_currency);
    if (ofPair === undefined) from.set(rate.to_currency, [rate]);
    else ofPair.push(rate);
  }
  for (const from of published.values())
    for (const ofPair of from.values())
      ofPair.sort((left, right) =>
        left.rate_date === right.rate_date
          ? left.position - right.position
          : left.rate_date < right.rate_date
            ? -1
            : 1,
      );
  return published;
};

/** The one published rate, or those through the base; undefined where there are none. */
const legsBetween = (
  published: Published,
  from: CurrencyCode,
  to: CurrencyCode,
  on: LocalDate,
  via: CurrencyCode | undefined,
): readonly Leg[] | undefined => {
  const direct = publishedOn(published, from, to, on);
  if (direct !== undefined) return [{ fact: direct, inverted: false }];
  if (via === undefined) return undefined;
  const ways =
    via === from || via === to
      ? [eitherWayOn(published, from, to, on)]
      : [eitherWayOn(published, from, via, on), eitherWayOn(published, via, to, on)];
  const legs = ways.filter((leg) => leg !== undefined);
  return legs.length === ways.length ? legs : undefined;
};

const eitherWayOn = (
  published: Published,
  from: CurrencyCode,
  to: CurrencyCode,
  on: LocalDate,
): Leg | undefined => {
  const direct = publishedOn(published, from, to, on);
  if (direct !== undefined) return { fact: direct, inverted: false };
  const reverse = publishedOn(published, to, from, on);
  return reverse && { fact: reverse, inverted: true };
};

const publishedOn = (
  published: Published,
  from: CurrencyCode,
  to: CurrencyCode,
  on: LocalDate,
): RateFact | undefined => latest(published.get(from)?.get(to) ?? [], on);

const rateOf = ([first, ...others]: readonly Leg[]): Decimal | Fraction =>
  first !== undefined && others.length === 0 && !first.inverted
    ? first.fact.rate
    : timesFraction(
        ...[...(first === undefined ? [] : [first]), ...others].map(({ fact, inverted }) =>
          inverted ? inverseOf(fractionOf(fact.rate)) : fractionOf(fact.rate),
        ),
      );

/** What was used between two currencies in one way. */
interface Use {
  readonly from: CurrencyCode;
  readonly to: CurrencyCode;
  readonly legs: readonly RateLeg[];
  /** By the positions of the events that published them. */
  readonly combinations: Set<string>;
  readonly days: Set<LocalDate>;
}

const note = (
  used: Map<string, Use>,
  from: CurrencyCode,
  to: CurrencyCode,
  legs: readonly Leg[],
): void => {
  const way = legs.map(
    ({ fact, inverted }): RateLeg => ({
      from: fact.from_currency,
      to: fact.to_currency,
      inverted,
    }),
  );
  const key = JSON.stringify([from, to, way]);
  const use = used.get(key) ?? { from, to, legs: way, combinations: new Set(), days: new Set() };
  used.set(key, use);
  use.combinations.add(legs.map(({ fact }) => fact.position).join());
  for (const { fact } of legs) use.days.add(fact.rate_date);
};

const summary = ({ from, to, legs, combinations, days }: Use): UsedRates => {
  const sorted = [...days].sort();
  const first = sorted[0] ?? '';
  return { from, to, legs, count: combinations.size, first, last: sorted.at(-1) ?? first };
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
