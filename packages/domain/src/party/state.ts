import type { ByDay } from '../shared/pricing/by-day.ts';
import type { Consent, PartyDetails } from './vocabulary.ts';

/** What an absorption changed, in case it was a mistake. */
export interface PartyAbsorption {
  readonly alsoMerged: readonly string[];
  /** What held of the survivor before. */
  readonly before: Pick<RegisteredParty, 'consents' | 'existingCustomer'>;
  /** What held of it right after. */
  readonly after: Pick<RegisteredParty, 'consents' | 'existingCustomer'>;
}

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
  /** What each of its own absorptions changed, by the merged party, oldest first. */
  readonly absorptions: ReadonlyMap<string, PartyAbsorption>;
}

/**
 * What a party is. Personal data is in the state of a registered one, and in what a merged one was before,
 * in case the merge was a mistake; erasing takes it out of both.
 */
export type Party =
  | { readonly status: 'absent' }
  | RegisteredParty
  | {
      readonly status: 'merged';
      readonly survivorId: string;
      readonly before: RegisteredParty;
    }
  | { readonly status: 'erased'; readonly survivorId?: string };
