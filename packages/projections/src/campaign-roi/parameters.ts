import type { CurrencyCode, Period } from '@presales/kernel';
import type { QueryParameters } from '../shared/answer.ts';
import type { AttributionName } from './attribution/index.ts';

/** What campaign profitability is asked with. */
export interface CampaignRoiParameters extends QueryParameters {
  /** Amounts are reported in this currency, converted at the rate of each amount's own day. */
  readonly currency: CurrencyCode;
  /** By default `last` (decision 5). */
  readonly attribution?: AttributionName;
  /** A touch counts from so many days before the deal was opened; by default 90 (decision 5). */
  readonly lookBackDays?: number;
  /**
   * Costs by their cost date, wins by their win date, leads and responses by theirs. By default all
   * time.
   */
  readonly period?: Period;
}
