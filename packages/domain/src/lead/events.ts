import { Id, LocalDate, message, Note, Text } from '@presales/kernel';
import { z } from 'zod';
import { ConsentBasis, ConsentChoice } from '../shared/consent.ts';
import { PurchaseTimeframe, StatedPurchase } from './values/purchase-timeframe.ts';
import { ScoreFactor, ScoreUnit } from './values/score-model.ts';
import {
  AssignmentRule,
  DisqualificationReason,
  InterestKind,
  LeadSource,
  LeadWorker,
  ParkingReason,
  TouchChannel,
} from './vocabulary.ts';

const leadId = Id;

/** All that can have happened to a lead. */
export const LeadEvent = z.discriminatedUnion('type', [
  message('LeadCaptured', {
    leadId,
    partyId: Id,
    source: LeadSource,
    sourceDetail: Text.optional(),
    /** The campaign that the lead answered: its first touch. */
    campaignId: Id.optional(),
    /** The party that referred the lead (S25). */
    referrerId: Id.optional(),
    /** The list that was bought (S22). */
    listId: Id.optional(),
    /** On what ground the lead may be approached. */
    consentBasis: ConsentBasis.optional(),
    /** The customer that the lead already is (S17). */
    existingCustomerId: Id.optional(),
    /** The lost deal that the lead comes back from (S26). */
    recycledFrom: Id.optional(),
  }),
  /** The lead turned out to be a customer already (S17). */
  message('LeadLinkedToCustomer', { leadId, customerId: Id }),
  message('LeadInterestRecorded', {
    leadId,
    interestId: Id,
    kind: InterestKind,
    content: Text.optional(),
    campaignId: Id.optional(),
  }),
  /** A campaign reached the lead. */
  message('LeadTouched', { leadId, touchId: Id, campaignId: Id, channel: TouchChannel }),
  /** The temperature follows from this and a day; it is not stored (B1). */
  message('PurchaseTimeframeStated', {
    leadId,
    timeframe: PurchaseTimeframe,
    statedOn: LocalDate,
  }),
  /** Scored by one version of a model; the factors say why (S34). */
  message('LeadScored', {
    leadId,
    model: Id,
    version: z.int().min(1),
    unit: ScoreUnit,
    score: z.int(),
    factors: z.array(ScoreFactor).readonly(),
  }),
  message('LeadAssigned', {
    leadId,
    salespersonId: Id,
    teamId: Id.optional(),
    rule: AssignmentRule.optional(),
    /** The distribution that chose. */
    distributionId: Id.optional(),
  }),
  message('LeadReassigned', {
    leadId,
    from: Id,
    to: Id,
    teamId: Id.optional(),
    reason: Text,
    rule: AssignmentRule.optional(),
    distributionId: Id.optional(),
  }),
  /** It has no salesperson any more; `salespersonId` had it. */
  message('LeadUnassigned', { leadId, salespersonId: Id, reason: Text }),
  /** Sales took over what marketing handed to it (S19, S38). */
  message('LeadHandoffAccepted', { leadId, salespersonId: Id }),
  /** Sales gave it back: it has no salesperson, and is qualified for marketing at most. */
  message('LeadHandoffRejected', { leadId, salespersonId: Id, reason: Text }),
  /** The first time that a person answered; unanswered attempts do not count (B10). */
  message('LeadFirstResponded', { leadId, activityId: Id }),
  /** Slow, steady information until the lead is ready (S27). */
  message('LeadNurturingStarted', { leadId, programme: Text.optional() }),
  /** Clear interest, not ready to buy soon (S31). */
  message('LeadMarketingQualified', { leadId }),
  /** Immediate interest; sales owns it from here (S32). */
  message('LeadSalesQualified', { leadId, salespersonId: Id }),
  message('LeadDisqualified', { leadId, reason: DisqualificationReason, note: Note.optional() }),
  /** Dropped by mistake, or too early. */
  message('LeadReopened', { leadId, reason: Text }),
  /** Set aside until a day (S21). */
  message('LeadParked', {
    leadId,
    until: LocalDate,
    reason: ParkingReason,
    note: Note.optional(),
  }),
  message('LeadResumed', { leadId }),
  /** It starts at the beginning of the funnel for the `cycle`th time: a suspect with no salesperson. */
  message('LeadRecycled', { leadId, cycle: z.int().min(2), reason: Text }),
  /** A duplicate: its stream ends here and goes on in the survivor's. */
  message('LeadMergedInto', { leadId, survivorId: Id }),
  /** The survivor's side of a merge. */
  message('LeadAbsorbed', {
    leadId,
    mergedId: Id,
    /** What had been merged into the merged lead before. */
    alsoMerged: z.array(Id).readonly().optional(),
    /** Whose permission was chosen to hold; `consentBasis` is the one that holds. */
    consent: ConsentChoice,
    consentBasis: ConsentBasis.optional(),
    /** Who had the merged lead, with their team at the time: their credit is kept. */
    workedBy: LeadWorker.optional(),
    /** What the survivor did not know, or knew less recently. */
    existingCustomerId: Id.optional(),
    purchase: StatedPurchase.optional(),
  }),
  /** It was no duplicate after all: it stands again where it stood before it was merged. */
  message('LeadUnmerged', { leadId, survivorId: Id, reason: Text }),
  /** The survivor's side of a merge that was a mistake. */
  message('LeadReleased', {
    leadId,
    mergedId: Id,
    /** What had been merged into the other lead before, and goes back with it. */
    alsoMerged: z.array(Id).readonly().optional(),
    reason: Text,
  }),
  message('LeadConverted', {
    leadId,
    opportunityId: Id,
    partyId: Id,
    /** Who sells. */
    salespersonId: Id.optional(),
  }),
]);
export type LeadEvent = z.infer<typeof LeadEvent>;
