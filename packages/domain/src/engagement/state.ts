import type { Instant, Of } from '@presales/kernel';
import type { EngagementEvent } from './events.ts';
import type { RfpQuestion, SuccessCriterion } from './vocabulary.ts';

/** What was asked for. */
export type EngagementRequest = Of<EngagementEvent, 'EngagementRequested'>['data'];

/** A request for proposal as it stands. */
export interface Rfp {
  readonly dueAt: Instant;
  readonly questions: readonly RfpQuestion[];
  /** Answers under the ids of their questions. */
  readonly answers: ReadonlyMap<string, string>;
  /** Set once it is submitted. */
  readonly late: boolean | undefined;
}

/** What is recorded once under an id of its own: findings, preparations, deliveries, feedback. */
export type Contribution = Of<
  EngagementEvent,
  | 'DiscoveryFindingRecorded'
  | 'SolutionPrepared'
  | 'FeedbackSent'
  | 'CollateralDelivered'
  | 'ProposalPartDelivered'
>;

/** Time that was recorded, as it stands after corrections. */
export type TimeEntry = Of<EngagementEvent, 'EngagementTimeRecorded'>['data'] & {
  /** What was recorded at first. */
  readonly recorded: number;
};

/** What a presales engagement is. Completed, declined and cancelled are final but for its time. */
export type Engagement =
  | { readonly status: 'absent' }
  | {
      readonly status: 'requested' | 'accepted' | 'completed' | 'declined' | 'cancelled';
      readonly request: EngagementRequest;
      readonly specialistId: string | undefined;
      /** When the demo is to be; undefined before it is scheduled and after it failed. */
      readonly demoAt: Instant | undefined;
      readonly rfp: Rfp | undefined;
      readonly criteria: readonly SuccessCriterion[] | undefined;
      readonly contributions: ReadonlyMap<string, Contribution>;
      readonly time: ReadonlyMap<string, TimeEntry>;
      /** What ended it, or declined or cancelled it. */
      readonly ending: EngagementEvent | undefined;
    };

/** An engagement that was requested. */
export type KnownEngagement = Exclude<Engagement, { readonly status: 'absent' }>;
