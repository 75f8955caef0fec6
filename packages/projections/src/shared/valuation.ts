import type { CurrencyCode } from '@presales/kernel';
import type { DaysOfZone } from './days.ts';
import type { Exchange } from './rates.ts';

/** What a report values amounts by: its currency, the rates, and the days that rates are looked up by. */
export interface Valuation {
  readonly currency: CurrencyCode;
  readonly exchange: Exchange;
  readonly days: DaysOfZone;
}
