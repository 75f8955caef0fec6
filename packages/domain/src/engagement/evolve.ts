import type { EngagementEvent } from './events.ts';
import type {
  Contribution,
  Engagement,
  EngagementRecord,
  EngagementRequest,
  ExistingEngagement,
  Rfp,
} from './state.ts';

/** The state after one more event. */
export const evolve = (state: Engagement, event: EngagementEvent): Engagement => {
  if (event.type === 'EngagementRequested')
    return { status: 'requested', record: recordOf(event.data) };
  if (state.status === 'absent') return state;
  const { record } = state;
  switch (event.type) {
    case 'EngagementAccepted':
      return { status: 'accepted', record, specialistId: event.data.specialistId };
    case 'EngagementDeclined':
      return ended(state, 'declined', event);
    case 'EngagementCancelled':
      return ended(state, 'cancelled', event);
    case 'EngagementCompleted':
    case 'DemoHeld':
    case 'RfpDeclined':
    case 'PocConcluded':
    case 'HandedOverToDelivery':
      return ended(state, 'completed', event);
    case 'RfpSubmitted':
      return ended(withRfp(state, { late: event.data.late }), 'completed', event);
    case 'DiscoveryFindingRecorded':
      return withContribution(state, event.data.findingId, event);
    case 'SolutionPrepared':
      return withContribution(state, event.data.preparationId, event);
    case 'FeedbackSent':
      return withContribution(state, event.data.feedbackId, event);
    case 'CollateralDelivered':
      return withContribution(state, event.data.collateralId, event);
    case 'ProposalPartDelivered':
      return withContribution(state, event.data.partId, event);
    case 'DemoScheduled':
      return withRecord(state, { demoAt: event.data.scheduledFor });
    case 'DemoFailed':
      return withRecord(state, { demoAt: undefined });
    case 'RfpReceived': {
      const { dueAt, questions } = event.data;
      return withRecord(state, { rfp: { dueAt, questions, answers: new Map(), late: undefined } });
    }
    case 'RfpDueChanged':
      return withRfp(state, { dueAt: event.data.to });
    case 'RfpAnswered': {
      const { questionId, answer } = event.data;
      return withRfp(state, { answers: new Map(record.rfp?.answers).set(questionId, answer) });
    }
    case 'PocStarted':
      return withRecord(state, { criteria: event.data.criteria });
    case 'EngagementTimeRecorded': {
      const entry = { ...event.data, recorded: event.data.minutes };
      return withRecord(state, { time: new Map(record.time).set(entry.entryId, entry) });
    }
    case 'EngagementTimeCorrected': {
      const { entryId, to: minutes } = event.data;
      const entry = record.time.get(entryId);
      if (entry === undefined) return state;
      return withRecord(state, { time: new Map(record.time).set(entryId, { ...entry, minutes }) });
    }
  }
};

const recordOf = (request: EngagementRequest): EngagementRecord => ({
  request,
  demoAt: undefined,
  rfp: undefined,
  criteria: undefined,
  contributions: new Map(),
  time: new Map(),
});

const withRecord = (
  state: ExistingEngagement,
  change: Partial<EngagementRecord>,
): ExistingEngagement => ({ ...state, record: { ...state.record, ...change } });

const withRfp = (state: ExistingEngagement, change: Partial<Rfp>): ExistingEngagement => {
  const { rfp } = state.record;
  return rfp === undefined ? state : withRecord(state, { rfp: { ...rfp, ...change } });
};

const withContribution = (
  state: ExistingEngagement,
  id: string,
  contribution: Contribution,
): ExistingEngagement =>
  withRecord(state, { contributions: new Map(state.record.contributions).set(id, contribution) });

const ended = (
  state: ExistingEngagement,
  status: 'completed' | 'declined' | 'cancelled',
  ending: EngagementEvent,
): Engagement => ({
  status,
  record: state.record,
  specialistId: 'specialistId' in state ? state.specialistId : undefined,
  ending,
});
