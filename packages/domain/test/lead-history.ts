import {
  type Lead,
  type LeadCommand,
  type LeadEvent,
  type LeadRecord,
  lead,
} from '@presales/domain/lead';
import { fold, type Of } from '@presales/kernel';

/** What the tests of a lead begin with: 2 March 2026, a lead of a fair, and what can become of it. */
export const at = '2026-03-02T09:00:00.000Z';
export const leadId = 'l1';

type Rest<Union extends LeadCommand | LeadEvent, Type extends Union['type']> = Omit<
  Of<Union, Type>['data'],
  'leadId' | 'at'
>;

const details = { partyId: 'acme', source: 'trade-fair', campaignId: 'expo' } as const;
export const capture = (more: Partial<Rest<LeadCommand, 'CaptureLead'>> = {}): LeadCommand => ({
  type: 'CaptureLead',
  data: { leadId, ...details, ...more, at },
});
export const captured = (
  more: Partial<Rest<LeadEvent, 'LeadCaptured'>> = {},
): Of<LeadEvent, 'LeadCaptured'> => ({
  type: 'LeadCaptured',
  data: { leadId, ...details, ...more },
});

export const assigned: LeadEvent = {
  type: 'LeadAssigned',
  data: { leadId, salespersonId: 'anna', teamId: 'north' },
};
export const accepted: LeadEvent = {
  type: 'LeadHandoffAccepted',
  data: { leadId, salespersonId: 'anna' },
};
export const marketingQualified: LeadEvent = { type: 'LeadMarketingQualified', data: { leadId } };
export const salesQualified: LeadEvent = {
  type: 'LeadSalesQualified',
  data: { leadId, salespersonId: 'anna' },
};
export const nurtured: LeadEvent = { type: 'LeadNurturingStarted', data: { leadId } };
export const parked: LeadEvent = {
  type: 'LeadParked',
  data: { leadId, until: '2026-09-01', reason: 'bought-from-competitor' },
};
export const disqualified: LeadEvent = {
  type: 'LeadDisqualified',
  data: { leadId, reason: 'no-intent' },
};
export const converted: LeadEvent = {
  type: 'LeadConverted',
  data: { leadId, opportunityId: 'o1', partyId: 'acme', salespersonId: 'anna' },
};
export const merged: LeadEvent = { type: 'LeadMergedInto', data: { leadId, survivorId: 'l9' } };

/** A lead after a history. */
export const leadAfter = (...history: readonly LeadEvent[]): Lead => fold(lead.decider, history);

/** What is known of a lead after a history. */
export const recordAfter = (...history: readonly LeadEvent[]): LeadRecord => {
  const state = leadAfter(...history);
  if (state.status === 'absent') throw new Error('this history has no lead');
  return state.record;
};
