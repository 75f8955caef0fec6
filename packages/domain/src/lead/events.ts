import { Id, message, Note, Text } from '@presales/kernel';
import { z } from 'zod';

const leadId = Id;

/** Where a lead came from (S22). */
export const LeadSource = z.enum([
  'referral',
  'purchased-list',
  'trade-fair',
  'webinar',
  'lunch',
  'peer-meeting',
  'sponsored-event',
  'offline-event',
  'third-party-meeting',
  'customer-feedback',
  'inbound-content',
  'email-marketing',
  'social-media',
  'networking',
  'local-advertising',
  'live-chat',
  'current-customer',
  'lost-opportunity',
  'direct-response',
  'other',
]);
export type LeadSource = z.infer<typeof LeadSource>;

/** Why a lead is no lead. `other` needs a note. */
export const DisqualificationReason = z.enum([
  'no-intent',
  'no-budget',
  'not-a-fit',
  'unreachable',
  'spam',
  'other',
]);
export type DisqualificationReason = z.infer<typeof DisqualificationReason>;

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
  }),
  message('LeadAssigned', { leadId, salespersonId: Id, teamId: Id.optional() }),
  message('LeadReassigned', { leadId, from: Id, to: Id, teamId: Id.optional(), reason: Text }),
  /** Clear interest, not ready to buy soon (S31). */
  message('LeadMarketingQualified', { leadId }),
  /** Immediate interest; sales owns it from here (S32). */
  message('LeadSalesQualified', { leadId, salespersonId: Id }),
  message('LeadDisqualified', { leadId, reason: DisqualificationReason, note: Note.optional() }),
  message('LeadConverted', { leadId, opportunityId: Id, partyId: Id }),
]);
export type LeadEvent = z.infer<typeof LeadEvent>;
