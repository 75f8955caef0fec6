import type { Of } from '@presales/kernel';
import type { LeadDistributionEvent } from './events.ts';

/** The rule, who it is for, and where its months begin. */
export type DistributionDefinition = Of<LeadDistributionEvent, 'DistributionDefined'>['data'];

/** One lead that went to somebody. */
export interface GivenLead {
  readonly leadId: string;
  readonly attempt: number;
  readonly salespersonId: string;
}

/** Who was served when. */
export interface Served {
  /** The number of everybody's latest lead, counted over all leads from 1. */
  readonly turns: ReadonlyMap<string, number>;
  /** How many leads everybody had, by calendar month. */
  readonly months: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** What a distribution of leads is. */
export type LeadDistribution =
  | { readonly status: 'absent' }
  | {
      readonly status: 'defined';
      readonly definition: DistributionDefinition;
      readonly given: readonly GivenLead[];
      readonly served: Served;
    };
