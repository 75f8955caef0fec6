export {
  type Campaign,
  type CampaignCost,
  type CampaignPlan,
  type CampaignRefusal,
  campaign,
} from './campaign.ts';
export { CampaignCommand } from './commands.ts';
export { CampaignChannel, CampaignEvent, CostKind } from './events.ts';
