export { LeadCommand } from './commands.ts';
export { signalLimit } from './decide/record-interest.ts';
export {
  LeadEvent,
  LeadWorker,
  ScoreFactor,
  ScoreUnit,
  StatedPurchase,
} from './events.ts';
export {
  type Contact,
  type DuplicateCandidate,
  type DuplicateSettings,
  duplicateCandidates,
  duplicateKeys,
} from './figures/duplicates.ts';
export { LeadFact, leadFacts } from './figures/facts.ts';
export {
  type LeadMerge,
  type LeadMergeCommands,
  type LeadMergePlan,
  mergeLeads,
} from './figures/merge-plan.ts';
export { type Score, scoreLead } from './figures/score.ts';
export {
  defaultBands,
  PurchaseTimeframe,
  type Temperature,
  type TemperatureBands,
  temperatureOf,
} from './figures/temperature.ts';
export { type BayesTraining, type LeadOutcome, trainBayes } from './figures/train-bayes.ts';
export {
  type Lead,
  type LeadAssignment,
  type LeadCapture,
  type LeadInterest,
  type LeadParking,
  type LeadQualification,
  type LeadRecord,
  type LeadScore,
  type LeadTouch,
  lead,
} from './lead.ts';
export type { LeadRefusal } from './refusals.ts';
export {
  BayesModel,
  OutcomeFrequency,
  PointsModel,
  ScoreModel,
  ScoreRule,
} from './values/score-model.ts';
export {
  AssignmentRule,
  DisqualificationReason,
  InterestKind,
  LeadSource,
  ParkingReason,
  TouchChannel,
} from './vocabulary.ts';
