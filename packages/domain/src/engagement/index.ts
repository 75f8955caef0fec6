export { EngagementCommand } from './commands.ts';
export { engagement } from './engagement.ts';
export { EngagementEvent } from './events.ts';
export { minutesSpent } from './figures/minutes-spent.ts';
export { isRfpLate } from './figures/rfp-lateness.ts';
export type { EngagementRefusal } from './refusals.ts';
export type {
  Contribution,
  Engagement,
  EngagementRecord,
  EngagementRequest,
  ExistingEngagement,
  Rfp,
  TimeEntry,
} from './state.ts';
export {
  CriterionResult,
  CriterionResults,
  DemoFailureReason,
  EngagementKind,
  FeedbackRecipient,
  Minutes,
  PocResult,
  PreparedThing,
  ProposalPart,
  RequirementPriority,
  RfpQuestion,
  RfpQuestions,
  SuccessCriteria,
  SuccessCriterion,
} from './vocabulary.ts';
