import type { ByDay } from '../shared/pricing/by-day.ts';
import type { Consent, PartyDetails } from './vocabulary.ts';

/** What is known of a registered party. */
export interface RegisteredParty {
  readonly status: 'registered';
  readonly details: PartyDetails;
  readonly existingCustomer: boolean;
  /** The organisations a person works for, with the role where one is known. */
  readonly organisations: ReadonlyMap<string, string | undefined>;
  readonly consents: readonly Consent[];
  /** The partner level at which it buys, from a day on. */
  readonly levels: ByDay<string | undefined>;
  /** The duplicates that were merged into it, and those merged into them. */
  readonly absorbed: readonly string[];
}

/** What a party is. Only the state of a registered one holds personal data. */
export type Party =
  | { readonly status: 'absent' }
  | RegisteredParty
  | { readonly status: 'merged'; readonly survivorId: string }
  | { readonly status: 'erased'; readonly survivorId?: string };
