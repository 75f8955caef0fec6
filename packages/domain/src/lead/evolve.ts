import type { LeadEvent } from './events.ts';
import { absorbing, releasing } from './rules/absorbing.ts';
import { isLearning, type Lead, type LeadCapture, type LeadRecord } from './state.ts';

/** The state after one more event. An event that cannot have happened changes nothing. */
export const evolve = (state: Lead, event: LeadEvent): Lead => {
  if (event.type === 'LeadCaptured') return { status: 'open', record: recordOf(event.data) };
  if (state.status === 'absent') return state;
  const record = recordAfter(state.record, event);
  switch (event.type) {
    case 'LeadParked': {
      const { until, reason, note } = event.data;
      return { status: 'parked', record, parking: { until, reason, note } };
    }
    case 'LeadResumed':
    case 'LeadReopened':
    case 'LeadRecycled':
      return { status: 'open', record };
    case 'LeadDisqualified': {
      const { reason, note } = event.data;
      return { status: 'disqualified', record, reason, note };
    }
    case 'LeadMergedInto':
      return isLearning(state)
        ? { status: 'merged', record, survivorId: event.data.survivorId, before: state }
        : state;
    case 'LeadUnmerged':
      return state.status === 'merged' ? state.before : state;
    case 'LeadConverted':
      return { status: 'converted', record, opportunityId: event.data.opportunityId };
    default:
      return { ...state, record };
  }
};

const recordOf = (captured: LeadCapture): LeadRecord => ({
  captured,
  customerId: captured.existingCustomerId,
  consentBasis: captured.consentBasis,
  qualification: 'suspect',
  interests: new Map(),
  touches: new Map(),
  absorbed: [],
  absorptions: new Map(),
  contributors: [],
  cycle: 1,
});

/** What is known after one more event. */
const recordAfter = (record: LeadRecord, event: LeadEvent): LeadRecord => {
  switch (event.type) {
    case 'LeadLinkedToCustomer':
      return { ...record, customerId: event.data.customerId };
    case 'LeadInterestRecorded': {
      const { leadId: _, ...interest } = event.data;
      const interests = new Map(record.interests).set(interest.interestId, interest);
      return { ...record, interests };
    }
    case 'LeadTouched': {
      const { leadId: _, ...touch } = event.data;
      return { ...record, touches: new Map(record.touches).set(touch.touchId, touch) };
    }
    case 'PurchaseTimeframeStated': {
      const { timeframe, statedOn } = event.data;
      return { ...record, purchase: { timeframe, statedOn } };
    }
    case 'LeadScored': {
      const { leadId: _, ...score } = event.data;
      return { ...record, score };
    }
    case 'LeadFirstResponded':
      return { ...record, firstResponse: event.data.activityId };
    case 'LeadAbsorbed':
      return absorbing(record, event.data);
    case 'LeadReleased':
      return releasing(record, event.data);
    default:
      return { ...record, ...progressAfter(record, event) };
  }
};

/** Who works the lead, and how far it has come, where an event changes that. */
const progressAfter = (
  { assignment, qualification }: LeadRecord,
  event: LeadEvent,
): Partial<LeadRecord> => {
  switch (event.type) {
    case 'LeadAssigned': {
      const { salespersonId, teamId } = event.data;
      return { assignment: { salespersonId, teamId, handoff: 'offered' } };
    }
    case 'LeadReassigned': {
      const { to, teamId } = event.data;
      return { assignment: { salespersonId: to, teamId, handoff: 'offered' } };
    }
    case 'LeadUnassigned':
      return { assignment: undefined };
    case 'LeadHandoffAccepted':
      return assignment === undefined ? {} : { assignment: { ...assignment, handoff: 'accepted' } };
    case 'LeadHandoffRejected':
      return {
        assignment: undefined,
        qualification: qualification === 'sales' ? 'marketing' : qualification,
      };
    case 'LeadNurturingStarted':
      return { nurturing: { programme: event.data.programme } };
    case 'LeadMarketingQualified':
      return { qualification: 'marketing' };
    case 'LeadSalesQualified':
      return { qualification: 'sales', nurturing: undefined };
    case 'LeadRecycled':
      return {
        qualification: 'suspect',
        assignment: undefined,
        nurturing: undefined,
        cycle: event.data.cycle,
      };
    default:
      return {};
  }
};
