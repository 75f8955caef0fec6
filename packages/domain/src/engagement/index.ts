export { EngagementCommand } from './commands.ts';
export { minutesSpent } from './decide/record-time.ts';
export {
  type Contribution,
  type Engagement,
  type EngagementRequest,
  engagement,
  type KnownEngagement,
  type Rfp,
  type TimeEntry,
} from './engagement.ts';
export {
  CriterionResult,
  CriterionResults,
  DemoFailureReason,
  EngagementEvent,
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
} from './events.ts';
export type { EngagementRefusal } from './refusals.ts';
export { isRfpLate } from './rules/rfp-work.ts';
