import type { CampaignChannel, CampaignObjective } from '@presales/domain/campaign';
import type { Instant } from '@presales/kernel';
import { type CurrencyCode, parseMoney } from '@presales/kernel';
import { day, type Happening } from './history.ts';

let ids = 0;
const nextId = (kind: string): string => {
  ids += 1;
  return `${kind}-${ids}`;
};

/** What can happen to one campaign, told shortly. */
export const campaign = (campaignId: string) => ({
  planned: (
    startsOn = '2026-01-01',
    {
      channel = 'webinar',
      parentId,
    }: { readonly channel?: CampaignChannel; readonly parentId?: string } = {},
  ): Happening => ({
    type: 'CampaignPlanned',
    data: {
      campaignId,
      name: `The ${campaignId} campaign`,
      channel,
      startsOn,
      ...(parentId === undefined ? {} : { parentId }),
    },
    at: day('2025-12-01'),
  }),
  madePartOf: (to: string | undefined, at: Instant): Happening => ({
    type: 'CampaignParentChanged',
    data: { campaignId, ...(to === undefined ? {} : { to }) },
    at,
  }),
  aims: (objective: CampaignObjective, version = 1): Happening => ({
    type: 'CampaignObjectiveSet',
    data: { campaignId, version, objective },
    at: day(`2025-12-0${version}`),
  }),
  corrected: (delta: string, costDate: string, at = day(costDate)): Happening => ({
    type: 'CampaignCostCorrected',
    data: {
      campaignId,
      costId: 'cost',
      correctionId: nextId('correction'),
      delta: parseMoney(delta, 'EUR'),
      kind: 'media',
      costDate,
      reason: 'invoiced twice',
    },
    at,
  }),
  met: (partyId: string, at: Instant): Happening => ({
    type: 'CampaignTouchRecorded',
    data: { campaignId, partyId, touchId: nextId('touch'), kind: 'event' },
    at,
  }),
  reachedLead: (leadId: string, at: Instant): Happening => ({
    type: 'LeadTouched',
    data: { leadId, touchId: nextId('touch'), campaignId, channel: 'event' },
    at,
  }),
  interested: (leadId: string, at: Instant): Happening => ({
    type: 'LeadInterestRecorded',
    data: { leadId, interestId: nextId('interest'), kind: 'download', campaignId },
    at,
  }),
  budgeted: (budget: string, currency: CurrencyCode = 'EUR'): Happening => ({
    type: 'CampaignBudgeted',
    data: { campaignId, budget: parseMoney(budget, currency) },
    at: day('2025-12-02'),
  }),
  budgetRevised: (from: string, to: string, at: Instant): Happening => ({
    type: 'CampaignBudgetRevised',
    data: {
      campaignId,
      from: parseMoney(from, 'EUR'),
      to: parseMoney(to, 'EUR'),
      reason: 'more to reach',
    },
    at,
  }),
  spent: (
    amount: string,
    costDate: string,
    {
      currency = 'EUR',
      at = day(costDate),
    }: { readonly currency?: CurrencyCode; readonly at?: Instant } = {},
  ): Happening => ({
    type: 'CampaignCostRecorded',
    data: {
      campaignId,
      costId: nextId('cost'),
      amount: parseMoney(amount, currency),
      kind: 'media',
      costDate,
    },
    at,
  }),
  answeredBy: (partyId: string, at: Instant): Happening => ({
    type: 'CampaignResponseRecorded',
    data: { campaignId, partyId, responseId: nextId('response'), kind: 'click' },
    at,
  }),
  captured: (partyId: string, at: Instant, leadId = nextId('lead')): Happening => ({
    type: 'LeadCaptured',
    data: { leadId, partyId, source: 'webinar', campaignId },
    at,
  }),
});
