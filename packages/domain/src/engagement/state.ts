import type { Instant, Of } from '@presales/kernel';
import type { Existing } from '../shared/existing.ts';
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

/** What is recorded once, under an id of its own: findings, preparations, deliveries, feedback. */
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

/** What is known of an engagement from its request on, whatever becomes of it. */
export interface EngagementRecord {
  readonly request: EngagementRequest;
  /** When the demo is to be; undefined before it is scheduled and after it failed. */
  readonly demoAt: Instant | undefined;
  readonly rfp: Rfp | undefined;
  /** What a proof of concept is measured by; undefined before one has begun. */
  readonly criteria: readonly SuccessCriterion[] | undefined;
  readonly contributions: ReadonlyMap<string, Contribution>;
  readonly time: ReadonlyMap<string, TimeEntry>;
}

/** What a presales engagement is. Once it is over, only its time can still be recorded. */
export type Engagement =
  | { readonly status: 'absent' }
  | { readonly status: 'requested'; readonly record: EngagementRecord }
  | {
      readonly status: 'accepted';
      readonly record: EngagementRecord;
      readonly specialistId: string;
    }
  | {
      readonly status: 'completed' | 'declined' | 'cancelled';
      readonly record: EngagementRecord;
      /** The specialist who had accepted it, if one had. */
      readonly specialistId: string | undefined;
      /** What completed, declined or cancelled it. */
      readonly ending: EngagementEvent;
    };

/** An engagement that was requested. */
export type ExistingEngagement = Existing<Engagement>;
