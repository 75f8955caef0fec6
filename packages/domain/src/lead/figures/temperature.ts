import { addDays, daysBetween, type LocalDate } from '@presales/kernel';
import type { PurchaseTimeframe } from '../values/purchase-timeframe.ts';

/** How near a purchase is, as of a day. It is derived and never stored (B1). */
export type Temperature = 'hot' | 'warm' | 'cold';

/** Days that may be left before a purchase for a lead to be hot, and to be warm. */
export interface TemperatureBands {
  readonly hotDays: number;
  readonly warmDays: number;
}

/** Hot up to two weeks, warm up to "about two months" (B1). */
export const defaultBands: TemperatureBands = { hotDays: 14, warmDays: 75 };

/**
 * The temperature of a stated timeframe as of a day. `immediate` is hot until something else is
 * said; any other is as warm as the days that are left, and cold once the day has passed. As of a
 * day before it was said nothing was known yet: cold.
 */
export const temperatureOf = (
  timeframe: PurchaseTimeframe,
  statedOn: LocalDate,
  asOf: LocalDate,
  { hotDays, warmDays }: TemperatureBands = defaultBands,
): Temperature => {
  if (asOf < statedOn || timeframe.kind === 'none') return 'cold';
  if (timeframe.kind === 'immediate') return 'hot';
  const due = timeframe.kind === 'date' ? timeframe.date : addDays(statedOn, timeframe.days);
  const left = daysBetween(asOf, due);
  if (left < 0) return 'cold';
  if (left <= hotDays) return 'hot';
  return left <= warmDays ? 'warm' : 'cold';
};
