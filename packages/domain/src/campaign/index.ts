export { campaign } from './campaign.ts';
export { CampaignCommand } from './commands.ts';
export { CampaignEvent } from './events.ts';
export {
  attainmentOf,
  type CampaignActuals,
  type ObjectiveAttainment,
} from './figures/attainment.ts';
export { correctedCost } from './figures/corrected-cost.ts';
export type { CampaignRefusal } from './refusals.ts';
export type {
  Campaign,
  CampaignCost,
  CampaignCostCorrection,
  CampaignPlan,
  CampaignRecord,
  ObjectiveVersion,
} from './state.ts';
export { CampaignObjective } from './values/objective.ts';
export { CampaignChannel, CostKind } from './vocabulary.ts';
