import type { LocalDate, Of } from '@presales/kernel';
import type { ConsentBasis } from '../shared/consent.ts';
import type { LeadEvent } from './events.ts';
import type { StatedPurchase } from './values/purchase-timeframe.ts';
import type { DisqualificationReason, LeadWorker, ParkingReason } from './vocabulary.ts';

/**
 * How far a lead is qualified: a suspect at first (S27), then marketing's clear interest (S31), then
 * sales' immediate one (S32). How near the purchase is, the temperature tells.
 */
export type LeadQualification = 'suspect' | 'marketing' | 'sales';

/** Who works a lead, and whether they took it over. */
export interface LeadAssignment {
  readonly salespersonId: string;
  readonly teamId?: string | undefined;
  readonly handoff: 'offered' | 'accepted';
}

/** Who the lead is and where it came from. */
export type LeadCapture = Of<LeadEvent, 'LeadCaptured'>['data'];

/** One sign of interest (S23). */
export type LeadInterest = Omit<Of<LeadEvent, 'LeadInterestRecorded'>['data'], 'leadId'>;

/** One time that a campaign reached the lead. */
export type LeadTouch = Omit<Of<LeadEvent, 'LeadTouched'>['data'], 'leadId'>;

/** One score with the model and version that gave it, and why (S34). */
export type LeadScore = Omit<Of<LeadEvent, 'LeadScored'>['data'], 'leadId'>;

/** What an absorption changed, in case it was a mistake. */
export interface LeadAbsorption {
  readonly alsoMerged: readonly string[];
  readonly workedBy: LeadWorker | undefined;
  /** What was known of the survivor before. */
  readonly before: Pick<LeadRecord, 'consentBasis' | 'customerId' | 'purchase'>;
  /** What was known of it right after. */
  readonly after: Pick<LeadRecord, 'consentBasis' | 'customerId' | 'purchase'>;
}

/** What is known of a lead from its capture on, whatever becomes of it. */
export interface LeadRecord {
  readonly captured: LeadCapture;
  /** The customer that the lead already is (S17). */
  readonly customerId?: string | undefined;
  readonly consentBasis?: ConsentBasis | undefined;
  readonly qualification: LeadQualification;
  readonly assignment?: LeadAssignment | undefined;
  readonly nurturing?: { readonly programme?: string | undefined } | undefined;
  readonly purchase?: StatedPurchase | undefined;
  readonly score?: LeadScore;
  /** The activity in which a person first answered. */
  readonly firstResponse?: string;
  readonly interests: ReadonlyMap<string, LeadInterest>;
  readonly touches: ReadonlyMap<string, LeadTouch>;
  /** The duplicates that were merged into it, and those merged into them. */
  readonly absorbed: readonly string[];
  /** What each of its own absorptions changed, by the merged lead, oldest first. */
  readonly absorptions: ReadonlyMap<string, LeadAbsorption>;
  /** Who worked those duplicates: credit that a merge must not lose. */
  readonly contributors: readonly LeadWorker[];
  /** How often it has started at the beginning of the funnel. */
  readonly cycle: number;
}

/** Until when and why a lead is set aside. */
export interface LeadParking {
  readonly until: LocalDate;
  readonly reason: ParkingReason;
  readonly note?: string | undefined;
}

/** What a lead is. */
export type Lead =
  | { readonly status: 'absent' }
  | { readonly status: 'open'; readonly record: LeadRecord }
  | { readonly status: 'parked'; readonly record: LeadRecord; readonly parking: LeadParking }
  | {
      readonly status: 'disqualified';
      readonly record: LeadRecord;
      readonly reason: DisqualificationReason;
      readonly note: string | undefined;
    }
  | { readonly status: 'converted'; readonly record: LeadRecord; readonly opportunityId: string }
  | {
      readonly status: 'merged';
      readonly record: LeadRecord;
      readonly survivorId: string;
      /** What it was until then, and is again when the merge was a mistake. */
      readonly before: MergeableLead;
    };

/** A lead that can turn out to be a duplicate. */
export type MergeableLead = Extract<Lead, { status: 'open' | 'parked' | 'disqualified' }>;

/** A lead of which more can be learned. */
type LearningLead = Extract<Lead, { status: 'open' | 'parked' | 'disqualified' }>;

/**
 * Whether more can be learned of a lead. Somebody who was dropped or set aside still visits a page,
 * and that may be why they come back; a lead that was converted or merged is over.
 */
export const isLearning = (state: Lead): state is LearningLead =>
  state.status === 'open' || state.status === 'parked' || state.status === 'disqualified';
