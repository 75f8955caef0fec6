import { Id, Instant, LocalDate, Money, message, NonNegativeMoney, Text } from '@presales/kernel';
import { z } from 'zod';
import { CampaignChannel, CostKind } from './events.ts';

const campaignId = Id;
const at = Instant;

/** What can be asked of a campaign. */
export const CampaignCommand = z.discriminatedUnion('type', [
  message('PlanCampaign', {
    campaignId,
    name: Text,
    channel: CampaignChannel,
    startsOn: LocalDate,
    endsOn: LocalDate.optional(),
    at,
  }),
  /** The first budget, or a revision, which needs a reason. */
  message('BudgetCampaign', {
    campaignId,
    budget: NonNegativeMoney,
    reason: Text.optional(),
    at,
  }),
  message('StartCampaign', { campaignId, at }),
  message('CompleteCampaign', { campaignId, at }),
  message('RecordCampaignCost', {
    campaignId,
    costId: Id,
    amount: Money,
    kind: CostKind,
    costDate: LocalDate,
    at,
  }),
]);
export type CampaignCommand = z.infer<typeof CampaignCommand>;
