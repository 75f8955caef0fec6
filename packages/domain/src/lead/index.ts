export { LeadCommand } from './commands.ts';
export { LeadEvent } from './events.ts';
export {
  type Contact,
  type DuplicateCandidate,
  type DuplicateSettings,
  duplicateCandidates,
  duplicateKeys,
} from './figures/duplicates.ts';
export { leadFacts } from './figures/facts.ts';
export {
  type LeadMerge,
  type LeadMergeCommands,
  type LeadMergePlan,
  type LeadUnmerge,
  type LeadUnmergeCommands,
  type LeadUnmergePlan,
  mergedLead,
  mergeLeads,
  unmergeLeads,
} from './figures/merge-plan.ts';
export { type Score, scoreLead } from './figures/score.ts';
export {
  defaultBands,
  type Temperature,
  type TemperatureBands,
  temperatureOf,
} from './figures/temperature.ts';
export { type BayesTraining, type LeadOutcome, trainBayes } from './figures/train-bayes.ts';
export { lead } from './lead.ts';
export type { LeadRefusal } from './refusals.ts';
export { signalLimit } from './rules/signals.ts';
export type {
  Lead,
  LeadAbsorption,
  LeadAssignment,
  LeadCapture,
  LeadInterest,
  LeadParking,
  LeadQualification,
  LeadRecord,
  LeadScore,
  LeadTouch,
  MergeableLead,
} from './state.ts';
export { LeadFact } from './values/fact.ts';
export { PurchaseTimeframe, StatedPurchase } from './values/purchase-timeframe.ts';
export {
  BayesModel,
  OutcomeFrequency,
  PointsModel,
  ScoreFactor,
  ScoreModel,
  ScoreRule,
  ScoreUnit,
} from './values/score-model.ts';
export {
  AssignmentRule,
  DisqualificationReason,
  InterestKind,
  LeadSource,
  LeadWorker,
  MergedLead,
  ParkingReason,
  StandardLeadSource,
  TouchChannel,
} from './vocabulary.ts';
