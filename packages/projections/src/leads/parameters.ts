import type { TemperatureBands } from '@presales/domain/lead';
import type { CurrencyCode, Period } from '@presales/kernel';
import type { QueryParameters } from '../shared/answer.ts';
import type { ConversionParameters } from '../shared/conversion.ts';

/** What a line of the report is about. */
export type LeadGrouping = 'source' | 'source-detail';

/** What leads are asked with. */
export interface LeadParameters extends QueryParameters, ConversionParameters {
  /** Costs are reported in this currency, at the rate of each cost's own day. No costs without. */
  readonly currency?: CurrencyCode;
  /** Only leads captured in it, whatever became of them up to `asOf`, and costs dated in it. */
  readonly period?: Period;
  /**
   * Whether a source is one line, or one for each thing that was said of it (`sourceDetail`); by
   * default `source`.
   */
  readonly by?: LeadGrouping;
  /** How near a purchase makes a lead hot or warm; by default 14 and 75 days (B1). */
  readonly bands?: TemperatureBands;
  /** How many leads the ranking shows; by default 10. */
  readonly top?: number;
}
