import { type CurrencyCode, exponentOf } from './currency.ts';

/**
 * A whole number of any size: a `number` as long as numbers are exact, a `bigint` beyond, so that every
 * value has one form and `===` compares them.
 */
export type Whole = number | bigint;

/** A whole number in its one form. */
export const whole = (value: bigint): Whole =>
  value >= least && value <= most ? Number(value) : value;

const least = BigInt(Number.MIN_SAFE_INTEGER);
const most = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * Money as a report tells it: `amount × 10^-scale` units of a currency, at the currency's own scale. A
 * figure is added up of many amounts, and may be larger than any one of them: its amount is a `number`
 * up to ±9,007,199,254,740,991 minor units, where numbers end to be exact, and a `bigint` beyond.
 * `majorUnits`, `compareMoney` and the arithmetic of money take both.
 */
export interface MoneyFigure {
  readonly amount: Whole;
  readonly currency: CurrencyCode;
  readonly scale: number;
}

/** A figure from minor units of its currency. */
export const moneyFigure = (amount: Whole, currency: CurrencyCode): MoneyFigure => ({
  // Adding zero turns -0, which JSON cannot hold, into 0.
  amount: typeof amount === 'bigint' ? whole(amount) : amount + 0,
  currency,
  scale: exponentOf(currency),
});
