import type { ActivityEvent } from '@presales/domain/activity';
import type {
  DisqualificationReason,
  LeadEvent,
  LeadSource,
  ParkingReason,
  PurchaseTimeframe,
} from '@presales/domain/lead';
import type { Instant, LocalDate, Of } from '@presales/kernel';
import type { Happening } from './history.ts';

type Captured = Of<LeadEvent, 'LeadCaptured'>['data'];

/** What can happen to one lead, told shortly. */
export const lead = (leadId: string) => ({
  captured: (
    at: Instant,
    source: LeadSource = 'webinar',
    more: Partial<Pick<Captured, 'campaignId' | 'referrerId' | 'sourceDetail'>> = {},
  ): Happening => ({
    type: 'LeadCaptured',
    data: { leadId, partyId: `party-of-${leadId}`, source, ...more },
    at,
  }),
  givenTo: (salespersonId: string, at: Instant): Happening => ({
    type: 'LeadAssigned',
    data: { leadId, salespersonId },
    at,
  }),
  passedOn: (from: string, to: string, at: Instant): Happening => ({
    type: 'LeadReassigned',
    data: { leadId, from, to, reason: 'holidays' },
    at,
  }),
  takenFrom: (salespersonId: string, at: Instant): Happening => ({
    type: 'LeadUnassigned',
    data: { leadId, salespersonId, reason: 'left the company' },
    at,
  }),
  acceptedBy: (salespersonId: string, at: Instant): Happening => ({
    type: 'LeadHandoffAccepted',
    data: { leadId, salespersonId },
    at,
  }),
  rejectedBy: (salespersonId: string, at: Instant): Happening => ({
    type: 'LeadHandoffRejected',
    data: { leadId, salespersonId, reason: 'no such phone number' },
    at,
  }),
  answered: (at: Instant, activityId = `answer-to-${leadId}`): Happening => ({
    type: 'LeadFirstResponded',
    data: { leadId, activityId },
    at,
  }),
  nurtured: (at: Instant): Happening => ({ type: 'LeadNurturingStarted', data: { leadId }, at }),
  marketingQualified: (at: Instant): Happening => ({
    type: 'LeadMarketingQualified',
    data: { leadId },
    at,
  }),
  salesQualified: (at: Instant, salespersonId = 'anna'): Happening => ({
    type: 'LeadSalesQualified',
    data: { leadId, salespersonId },
    at,
  }),
  dropped: (at: Instant, reason: DisqualificationReason = 'no-intent'): Happening => ({
    type: 'LeadDisqualified',
    data: { leadId, reason },
    at,
  }),
  reopened: (at: Instant): Happening => ({
    type: 'LeadReopened',
    data: { leadId, reason: 'dropped by mistake' },
    at,
  }),
  parked: (at: Instant, reason: ParkingReason = 'bought-from-competitor'): Happening => ({
    type: 'LeadParked',
    data: { leadId, until: '2027-01-01', reason },
    at,
  }),
  resumed: (at: Instant): Happening => ({ type: 'LeadResumed', data: { leadId }, at }),
  recycled: (at: Instant): Happening => ({
    type: 'LeadRecycled',
    data: { leadId, cycle: 2, reason: 'a new budget year' },
    at,
  }),
  converted: (at: Instant): Happening => ({
    type: 'LeadConverted',
    data: { leadId, opportunityId: `deal-of-${leadId}`, partyId: `party-of-${leadId}` },
    at,
  }),
  willBuy: (timeframe: PurchaseTimeframe, statedOn: LocalDate, at: Instant): Happening => ({
    type: 'PurchaseTimeframeStated',
    data: { leadId, timeframe, statedOn },
    at,
  }),
  scored: (score: number, at: Instant, version = 1, model = 'points'): Happening => ({
    type: 'LeadScored',
    data: { leadId, model, version, unit: 'points', score, factors: [] },
    at,
  }),
  mergedInto: (survivorId: string, at: Instant): Happening => ({
    type: 'LeadMergedInto',
    data: { leadId, survivorId },
    at,
  }),
  reached: (
    at: Instant,
    {
      outcome = 'reached',
      kind = 'outbound-call',
      activityId = `call-to-${leadId}`,
      direction,
    }: Partial<
      Pick<
        Of<ActivityEvent, 'ActivityCompleted'>['data'],
        'outcome' | 'kind' | 'activityId' | 'direction'
      >
    > = {},
  ): Happening => ({
    type: 'ActivityCompleted',
    data: {
      activityId,
      kind,
      performerId: 'anna',
      subject: { leadId },
      outcome,
      ...(direction === undefined ? {} : { direction }),
    },
    at,
  }),
});
