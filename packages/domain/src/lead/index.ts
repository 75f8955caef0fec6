export { LeadCommand } from './commands.ts';
export {
  type Contact,
  type DuplicateCandidate,
  type DuplicateSettings,
  duplicateCandidates,
  duplicateKeys,
} from './duplicates.ts';
export {
  LeadEvent,
  LeadWorker,
  ScoreFactor,
  ScoreUnit,
  StatedPurchase,
} from './events.ts';
export { LeadFact, leadFacts } from './facts.ts';
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
export {
  type LeadMerge,
  type LeadMergeCommands,
  type LeadMergePlan,
  mergeLeads,
} from './merge-plan.ts';
export type { LeadRefusal } from './refusals.ts';
export { type Score, scoreLead } from './score.ts';
export {
  BayesModel,
  OutcomeFrequency,
  PointsModel,
  ScoreModel,
  ScoreRule,
} from './score-model.ts';
export { signalLimit } from './signals.ts';
export {
  defaultBands,
  PurchaseTimeframe,
  type Temperature,
  type TemperatureBands,
  temperatureOf,
} from './timeframe.ts';
export { type BayesTraining, type LeadOutcome, trainBayes } from './train-bayes.ts';
export {
  AssignmentRule,
  DisqualificationReason,
  InterestKind,
  LeadSource,
  ParkingReason,
  TouchChannel,
} from './vocabulary.ts';
