export { attainmentOf, type CampaignActuals, type ObjectiveAttainment } from './attainment.ts';
export {
  type Campaign,
  type CampaignBook,
  type CampaignCost,
  type CampaignCostCorrection,
  type CampaignPlan,
  campaign,
  type ObjectiveVersion,
} from './campaign.ts';
export { CampaignCommand } from './commands.ts';
export { correctedCost } from './costs.ts';
export { CampaignChannel, CampaignEvent, CostKind } from './events.ts';
export { CampaignObjective } from './objective.ts';
export type { CampaignRefusal } from './refusals.ts';
