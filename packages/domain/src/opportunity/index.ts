export { OpportunityCommand } from './commands.ts';
export {
  LossReason,
  OpportunityEvent,
  OpportunityOrigin,
  PipelineVersion,
  ReversalReason,
  StepDirection,
} from './events.ts';
export {
  type Deal,
  type Expectation,
  type Opportunity,
  type OpportunityOpening,
  opportunity,
} from './opportunity.ts';
export type { ClosedStatus, OpportunityRefusal } from './refusals.ts';
