import type { CurrencyCode, Period } from '@presales/kernel';
import type { QueryParameters } from '../shared/answer.ts';
import type { ConversionParameters } from '../shared/conversion.ts';
import type { AttributionName, DecayBy, PositionShares } from './attribution/index.ts';

/**
 * What the lines of the report are: campaigns; families, each a campaign together with all that are
 * part of it; or channels, so that what a lead costs can be compared by source (S24).
 */
export type CampaignGrouping = 'campaign' | 'family' | 'channel';

/** What campaign profitability is asked with. */
export interface CampaignRoiParameters extends QueryParameters, ConversionParameters {
  /** Amounts are reported in this currency, converted at the rate of each amount's own day. */
  readonly currency: CurrencyCode;
  /** By default `campaign`. */
  readonly by?: CampaignGrouping;
  /** By default `last` (B5). */
  readonly attribution?: AttributionName;
  /** With `time-decay`: days after which a touch weighs half; by default 7 (B5). */
  readonly halfLifeDays?: number;
  /**
   * With `time-decay`: whether the age of a touch is counted in calendar days (`day`, the default) or
   * to the millisecond (`instant`).
   */
  readonly decayBy?: DecayBy;
  /** With `custom`, and needed there: what each position is worth. */
  readonly shares?: PositionShares;
  /** A touch counts from so many days before the deal was opened; by default 90 (B5). */
  readonly lookBackDays?: number;
  /**
   * Only costs whose cost date lies in it, and the wins, leads and responses of its days. By default
   * all time.
   */
  readonly period?: Period;
}
