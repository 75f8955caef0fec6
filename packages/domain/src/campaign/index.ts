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
export { correctedCost } from './decide/correct-cost.ts';
export { CampaignChannel, CampaignEvent, CostKind } from './events.ts';
export {
  attainmentOf,
  type CampaignActuals,
  type ObjectiveAttainment,
} from './figures/attainment.ts';
export type { CampaignRefusal } from './refusals.ts';
export { CampaignObjective } from './values/objective.ts';
