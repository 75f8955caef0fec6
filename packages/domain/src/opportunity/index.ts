export { OpportunityCommand } from './commands.ts';
export { OpportunityEvent } from './events.ts';
export { creditAt, creditOn, overlayOn } from './figures/credit.ts';
export { type Forecast, forecastOf } from './figures/forecast.ts';
export {
  mergedOpportunity,
  mergeOpportunities,
  type OpportunityMerge,
  type OpportunityMergeCommands,
  type OpportunityMergePlan,
  type OpportunityUnmerge,
  type OpportunityUnmergeCommands,
  type OpportunityUnmergePlan,
  unmergeOpportunities,
} from './figures/merge-plan.ts';
export { saleBy } from './figures/sales.ts';
export { opportunity } from './opportunity.ts';
export type { ClosedStatus, OpportunityRefusal } from './refusals.ts';
export type {
  Dated,
  Expectation,
  Hold,
  Opportunity,
  OpportunityOpening,
  OpportunityRecord,
  OwnerSince,
} from './state.ts';
export {
  LossReason,
  MergedOpportunity,
  OpportunityOrigin,
  OpportunitySale,
  OtherValues,
  ReleaseReason,
  ReversalReason,
  StandingQuotation,
  StepDirection,
} from './vocabulary.ts';
