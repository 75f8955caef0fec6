import { Id, LocalDate, Money, message, NonNegativeMoney, Text } from '@presales/kernel';
import { z } from 'zod';
import { CampaignObjective } from './values/objective.ts';

const campaignId = Id;

/** The means by which a campaign reaches people. */
export const CampaignChannel = z.enum([
  'e-mail',
  'letter',
  'phone',
  'web',
  'social-media',
  'trade-fair',
  'webinar',
  'event',
  'advertising',
  'other',
]);
export type CampaignChannel = z.infer<typeof CampaignChannel>;

/** What money was spent on. */
export const CostKind = z.enum([
  'media',
  'agency',
  'print',
  'postage',
  'event',
  'list',
  'staff',
  'other',
]);
export type CostKind = z.infer<typeof CostKind>;

/** All that can have happened to a campaign; its members have streams of their own. */
export const CampaignEvent = z.discriminatedUnion('type', [
  message('CampaignPlanned', {
    campaignId,
    name: Text,
    channel: CampaignChannel,
    startsOn: LocalDate,
    /** The first day after it; open-ended when absent. */
    endsOn: LocalDate.optional(),
    /** The campaign that this one is part of. */
    parentId: Id.optional(),
  }),
  /** It became part of another campaign (`to`), or of none. */
  message('CampaignParentChanged', {
    campaignId,
    from: Id.optional(),
    to: Id.optional(),
  }),
  message('CampaignBudgeted', { campaignId, budget: NonNegativeMoney }),
  message('CampaignBudgetRevised', {
    campaignId,
    from: NonNegativeMoney,
    to: NonNegativeMoney,
    reason: Text,
  }),
  /** One of its objectives, in its first version (1) or revised with a reason (2 and on; S52). */
  message('CampaignObjectiveSet', {
    campaignId,
    version: z.int().min(1),
    objective: CampaignObjective,
    reason: Text.optional(),
  }),
  message('CampaignStarted', { campaignId }),
  message('CampaignPaused', { campaignId, reason: Text.optional() }),
  message('CampaignResumed', { campaignId }),
  message('CampaignCompleted', { campaignId }),
  message('CampaignCancelled', { campaignId, reason: Text }),
  /** Spent, on its own date; a cost after completion is normal. Negative takes a cost back. */
  message('CampaignCostRecorded', {
    campaignId,
    costId: Id,
    amount: Money,
    kind: CostKind,
    costDate: LocalDate,
  }),
  /**
   * A recorded cost was wrong by `delta`, in its own currency. Kind and date are those of the cost,
   * so that the correction falls where the cost fell.
   */
  message('CampaignCostCorrected', {
    campaignId,
    costId: Id,
    correctionId: Id,
    delta: Money,
    kind: CostKind,
    costDate: LocalDate,
    reason: Text,
  }),
]);
export type CampaignEvent = z.infer<typeof CampaignEvent>;
