import type { Of } from '@presales/kernel';
import type { LeadDistributionEvent } from './events.ts';

/** The rule, the people it distributes among, and the zone of its months. */
export type DistributionDefinition = Of<LeadDistributionEvent, 'DistributionDefined'>['data'];

/** One lead that went to somebody. */
export interface GivenLead {
  readonly leadId: string;
  readonly attempt: number;
  readonly salespersonId: string;
}

/** Who was given leads, and when. */
export interface Served {
  /** The number of each person's latest lead, where leads are numbered from 1 as they are given. */
  readonly turns: ReadonlyMap<string, number>;
  /** How many leads each person was given, by calendar month. */
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
