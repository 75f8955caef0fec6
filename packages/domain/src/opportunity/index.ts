export { OpportunityCommand } from './commands.ts';
export { creditOn, overlayOn } from './credit.ts';
export type {
  Dated,
  Deal,
  Expectation,
  Hold,
  Opportunity,
  OpportunityOpening,
} from './deal.ts';
export { OpportunityEvent } from './events.ts';
export { type Forecast, forecastOf } from './forecast.ts';
export { opportunity } from './opportunity.ts';
export type { ClosedStatus, OpportunityRefusal } from './refusals.ts';
export {
  LossReason,
  OpportunityOrigin,
  ReversalReason,
  StandingQuotation,
  StepDirection,
} from './vocabulary.ts';
