import { Id, LocalDate, Money, message, NonNegativeMoney, Text } from '@presales/kernel';
import { z } from 'zod';

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
  }),
  message('CampaignBudgeted', { campaignId, budget: NonNegativeMoney }),
  message('CampaignBudgetRevised', {
    campaignId,
    from: NonNegativeMoney,
    to: NonNegativeMoney,
    reason: Text,
  }),
  message('CampaignStarted', { campaignId }),
  message('CampaignCompleted', { campaignId }),
  /** Spent, on its own date; a cost after completion is normal. Negative takes a cost back. */
  message('CampaignCostRecorded', {
    campaignId,
    costId: Id,
    amount: Money,
    kind: CostKind,
    costDate: LocalDate,
  }),
]);
export type CampaignEvent = z.infer<typeof CampaignEvent>;
