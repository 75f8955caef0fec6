import type { EngagementEvent } from './events.ts';
import type { Contribution, Engagement, KnownEngagement } from './state.ts';

export const evolve = (state: Engagement, event: EngagementEvent): Engagement => {
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
