import { type Aggregate, aggregate, type Instant, type Of } from '@presales/kernel';
import { EngagementCommand } from './commands.ts';
import { accept, cancel, complete, decline, handOver, request } from './decide/accept.ts';
import { concludePoc, startPoc } from './decide/conclude-poc.ts';
import { failDemo, holdDemo, scheduleDemo } from './decide/fail-demo.ts';
import { correctTime, recordTime } from './decide/record-time.ts';
import { EngagementEvent, type RfpQuestion, type SuccessCriterion } from './events.ts';
import type { Answer, EngagementRefusal } from './refusals.ts';
import {
  deliverCollateral,
  deliverPart,
  findRequirement,
  prepare,
  sendFeedback,
} from './rules/contribute.ts';
import { answerRfp, changeDue, declineRfp, receiveRfp, submitRfp } from './rules/rfp-work.ts';

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

const evolve = (state: Engagement, event: EngagementEvent): Engagement => {
  if (event.type === 'EngagementRequested')
    return {
      status: 'requested',
      request: event.data,
      specialistId: undefined,
      demoAt: undefined,
      rfp: undefined,
      criteria: undefined,
      contributions: new Map(),
      time: new Map(),
      ending: undefined,
    };
  if (state.status === 'absent') return state;
  const { rfp } = state;
  switch (event.type) {
    case 'EngagementAccepted':
      return { ...state, status: 'accepted', specialistId: event.data.specialistId };
    case 'EngagementDeclined':
      return { ...state, status: 'declined', ending: event };
    case 'EngagementCancelled':
      return { ...state, status: 'cancelled', ending: event };
    case 'DiscoveryFindingRecorded':
      return contributed(state, event.data.findingId, event);
    case 'SolutionPrepared':
      return contributed(state, event.data.preparationId, event);
    case 'FeedbackSent':
      return contributed(state, event.data.feedbackId, event);
    case 'CollateralDelivered':
      return contributed(state, event.data.collateralId, event);
    case 'ProposalPartDelivered':
      return contributed(state, event.data.partId, event);
    case 'DemoScheduled':
      return { ...state, demoAt: event.data.scheduledFor };
    case 'DemoFailed':
      return { ...state, demoAt: undefined };
    case 'RfpReceived': {
      const { dueAt, questions } = event.data;
      return { ...state, rfp: { dueAt, questions, answers: new Map(), late: undefined } };
    }
    case 'RfpDueChanged':
      return rfp === undefined ? state : { ...state, rfp: { ...rfp, dueAt: event.data.to } };
    case 'RfpAnswered': {
      if (rfp === undefined) return state;
      const { questionId, answer } = event.data;
      return { ...state, rfp: { ...rfp, answers: new Map(rfp.answers).set(questionId, answer) } };
    }
    case 'RfpSubmitted':
      return {
        ...state,
        status: 'completed',
        rfp: rfp && { ...rfp, late: event.data.late },
        ending: event,
      };
    case 'PocStarted':
      return { ...state, criteria: event.data.criteria };
    case 'EngagementCompleted':
    case 'DemoHeld':
    case 'RfpDeclined':
    case 'PocConcluded':
    case 'HandedOverToDelivery':
      return { ...state, status: 'completed', ending: event };
    case 'EngagementTimeRecorded': {
      const entry = { ...event.data, recorded: event.data.minutes };
      return { ...state, time: new Map(state.time).set(entry.entryId, entry) };
    }
    case 'EngagementTimeCorrected': {
      const { entryId, to } = event.data;
      const entry = state.time.get(entryId);
      return entry === undefined
        ? state
        : { ...state, time: new Map(state.time).set(entryId, { ...entry, minutes: to }) };
    }
  }
};

const contributed = (
  state: KnownEngagement,
  id: string,
  contribution: Contribution,
): KnownEngagement => ({
  ...state,
  contributions: new Map(state.contributions).set(id, contribution),
});

const decide = (command: EngagementCommand, state: Engagement): Answer => {
  switch (command.type) {
    case 'RequestEngagement':
      return request(command.data, state);
    case 'AcceptEngagement':
      return accept(command.data, state);
    case 'DeclineEngagement':
      return decline(command.data, state);
    case 'CancelEngagement':
      return cancel(command.data, state);
    case 'CompleteEngagement':
      return complete(command.data, state);
    case 'RecordDiscoveryFinding':
      return findRequirement(command.data, state);
    case 'RecordPreparation':
      return prepare(command.data, state);
    case 'ScheduleDemo':
      return scheduleDemo(command.data, state);
    case 'HoldDemo':
      return holdDemo(command.data, state);
    case 'FailDemo':
      return failDemo(command.data, state);
    case 'ReceiveRfp':
      return receiveRfp(command.data, state);
    case 'ChangeRfpDue':
      return changeDue(command.data, state);
    case 'AnswerRfp':
      return answerRfp(command.data, state);
    case 'SubmitRfp':
      return submitRfp(command.data, state);
    case 'DeclineRfp':
      return declineRfp(command.data, state);
    case 'StartPoc':
      return startPoc(command.data, state);
    case 'ConcludePoc':
      return concludePoc(command.data, state);
    case 'SendFeedback':
      return sendFeedback(command.data, state);
    case 'DeliverCollateral':
      return deliverCollateral(command.data, state);
    case 'DeliverProposalPart':
      return deliverPart(command.data, state);
    case 'HandOverToDelivery':
      return handOver(command.data, state);
    case 'RecordEngagementTime':
      return recordTime(command.data, state);
    case 'CorrectEngagementTime':
      return correctTime(command.data, state);
  }
};

/** One piece of presales work for an opportunity (S41 to S49), and the time it took. */
export const engagement: Aggregate<
  EngagementCommand,
  Engagement,
  EngagementEvent,
  EngagementRefusal
> = aggregate({
  category: 'engagement',
  commands: EngagementCommand,
  events: EngagementEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  identify: ({ data }) => data.engagementId,
});
