import { Id, Instant, LocalDate, message, Note, Text, Zone } from '@presales/kernel';
import { z } from 'zod';
import { ConsentBasis, ConsentChoice } from '../shared/consent.ts';
import { EmailAddress } from '../shared/email-address.ts';
import { LeadFact } from './values/fact.ts';
import { PurchaseTimeframe, StatedPurchase } from './values/purchase-timeframe.ts';
import { ScoreModel } from './values/score-model.ts';
import {
  AssignmentRule,
  DisqualificationReason,
  InterestKind,
  LeadSource,
  LeadWorker,
  MergedLead,
  ParkingReason,
  TouchChannel,
} from './vocabulary.ts';

const leadId = Id;

const at = Instant;

/** E-mail addresses as the caller knows them, so that nobody gets themselves as a lead; not stored. */
const addresses = {
  leadEmail: EmailAddress.optional(),
  salespersonEmail: EmailAddress.optional(),
};

/** What can be asked of a lead. */
export const LeadCommand = z.discriminatedUnion('type', [
  message('CaptureLead', {
    leadId,
    partyId: Id,
    source: LeadSource,
    sourceDetail: Text.optional(),
    campaignId: Id.optional(),
    referrerId: Id.optional(),
    /** A bought list needs a `consentBasis` (S22). */
    listId: Id.optional(),
    consentBasis: ConsentBasis.optional(),
    existingCustomerId: Id.optional(),
    /** Only with the source `lost-opportunity` (S26). */
    recycledFrom: Id.optional(),
    /**
     * The sources that the business has registered beside the standard ones; an opened pre-sales
     * knows them from its settings. A source that is in neither list is refused.
     */
    ownSources: z.array(LeadSource).max(200).readonly().optional(),
    at,
  }),
  message('LinkLeadToCustomer', { leadId, customerId: Id, at }),
  message('RecordLeadInterest', {
    leadId,
    interestId: Id,
    kind: InterestKind,
    content: Text.optional(),
    campaignId: Id.optional(),
    at,
  }),
  message('RecordLeadTouch', { leadId, touchId: Id, campaignId: Id, channel: TouchChannel, at }),
  message('StatePurchaseTimeframe', {
    leadId,
    timeframe: PurchaseTimeframe,
    statedOn: LocalDate,
    at,
  }),
  /** Scores what is known of the lead as of a day, and what the caller adds to it. */
  message('ScoreLead', {
    leadId,
    model: ScoreModel,
    asOf: LocalDate,
    facts: z.array(LeadFact).max(100).readonly().optional(),
    at,
  }),
  /** Assigning a lead that somebody else has reassigns it, and needs a reason. */
  message('AssignLead', {
    leadId,
    salespersonId: Id,
    teamId: Id.optional(),
    reason: Text.optional(),
    rule: AssignmentRule.optional(),
    distributionId: Id.optional(),
    ...addresses,
    at,
  }),
  message('UnassignLead', { leadId, reason: Text, at }),
  message('AcceptLeadHandoff', { leadId, salespersonId: Id, at }),
  message('RejectLeadHandoff', { leadId, salespersonId: Id, reason: Text, at }),
  message('RecordLeadFirstResponse', { leadId, activityId: Id, at }),
  message('NurtureLead', { leadId, programme: Text.optional(), at }),
  message('QualifyLeadForMarketing', { leadId, at }),
  /** A lead that nobody has is assigned at the same time (S32). */
  message('QualifyLeadForSales', {
    leadId,
    salespersonId: Id.optional(),
    teamId: Id.optional(),
    ...addresses,
    at,
  }),
  message('DisqualifyLead', {
    leadId,
    reason: DisqualificationReason,
    note: Note.optional(),
    at,
  }),
  message('ReopenLead', { leadId, reason: Text, at }),
  message('ParkLead', {
    leadId,
    until: LocalDate,
    reason: ParkingReason,
    note: Note.optional(),
    /** The zone in which `at` falls on a day; UTC by default. */
    zone: Zone.optional(),
    at,
  }),
  /** Given by anybody who finds that it is time, or by the scheduler when the day has come. */
  message('ResumeLead', { leadId, at }),
  message('RecycleLead', { leadId, reason: Text, at }),
  /** Ends a duplicate; the survivor absorbs it first. `mergeLeads` makes both commands. */
  message('MergeLead', {
    leadId,
    survivorId: Id,
    /** Whether the survivor has absorbed it, as the caller looked it up. */
    absorbed: z.boolean().optional(),
    at,
  }),
  message('AbsorbLead', {
    leadId,
    mergedId: Id,
    /** What the merged lead has absorbed itself. */
    alsoMerged: z.array(Id).max(100).readonly().optional(),
    /** By default the most restrictive permission of the two holds. */
    consent: ConsentChoice.optional(),
    consentBasis: ConsentBasis.optional(),
    workedBy: LeadWorker.optional(),
    existingCustomerId: Id.optional(),
    purchase: StatedPurchase.optional(),
    /** What was looked up of the merged lead: only one that can be merged is absorbed. */
    merged: MergedLead.optional(),
    at,
  }),
  /** Takes a merge back on the survivor's side, for one that was a mistake; then `UnmergeLead` follows. */
  message('ReleaseLead', { leadId, mergedId: Id, reason: Text, at }),
  /** Takes a merge back: the lead stands where it stood. `unmergeLeads` makes both commands. */
  message('UnmergeLead', { leadId, reason: Text, at }),
  message('ConvertLead', { leadId, opportunityId: Id, at }),
]);
export type LeadCommand = z.infer<typeof LeadCommand>;
