import { Id } from '@presales/kernel';
import { z } from 'zod';

/** Where leads come from in every business (S22). */
export const StandardLeadSource = z.enum([
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
  'linkedin',
  'networking',
  'local-advertising',
  'live-chat',
  'current-customer',
  'lost-opportunity',
  'direct-response',
  'other',
]);
export type StandardLeadSource = z.infer<typeof StandardLeadSource>;

/**
 * Where a lead came from: a standard source, or one of the business's own, in kebab case (`podcast`).
 * What more there is to say of it, the stand or the post, is its `sourceDetail`.
 */
export const LeadSource = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, { error: 'expected a source in kebab case' });
export type LeadSource = z.infer<typeof LeadSource>;

/** How somebody showed interest in content, a page, a shop or a person (S23, S27). */
export const InterestKind = z.enum([
  'view',
  'like',
  'reaction',
  'comment',
  'share',
  'click',
  'download',
  'chat',
  'visit',
  'registration',
  'attendance',
  'enquiry',
  'other',
]);
export type InterestKind = z.infer<typeof InterestKind>;

/** By what means a campaign reached a lead. */
export const TouchChannel = z.enum([
  'e-mail',
  'letter',
  'phone',
  'web',
  'social-media',
  'trade-fair',
  'webinar',
  'event',
  'advertising',
  'chat',
  'visit',
  'other',
]);
export type TouchChannel = z.infer<typeof TouchChannel>;

/** How it was decided who gets a lead. */
export const AssignmentRule = z.enum(['by-hand', 'round-robin', 'quota', 'territory']);
export type AssignmentRule = z.infer<typeof AssignmentRule>;

/** Why a lead was dropped. `other` needs a note. */
export const DisqualificationReason = z.enum([
  'no-intent',
  'no-budget',
  'not-a-fit',
  'unreachable',
  'spam',
  'other',
]);
export type DisqualificationReason = z.infer<typeof DisqualificationReason>;

/** Why a lead is set aside to be worked later (S21). `other` needs a note. */
export const ParkingReason = z.enum([
  'bought-from-competitor',
  'no-timeline',
  'no-budget-yet',
  'bound-by-contract',
  'other',
]);
export type ParkingReason = z.infer<typeof ParkingReason>;

/** Who worked a lead. */
export const LeadWorker = z.strictObject({ salespersonId: Id, teamId: Id.optional() }).readonly();
export type LeadWorker = z.infer<typeof LeadWorker>;

/** What a lead is that somebody else is to absorb, and what it has absorbed itself. */
export const MergedLead = z
  .strictObject({
    status: z.enum(['absent', 'open', 'parked', 'disqualified', 'converted', 'merged']),
    /** Whom it was merged into. */
    survivorId: Id.optional(),
    absorbed: z.array(Id).max(1_000).readonly(),
  })
  .readonly();
export type MergedLead = z.infer<typeof MergedLead>;
