import type { CampaignChannel, CostKind, LeadSource, ResponseKind } from '@presales/domain';
import { type CurrencyCode, type Decimal, parseMoney } from '@presales/kernel';
import { MARKETER } from './people.ts';
import type { Script } from './script.ts';
import { at, dayOf, daysLater, type Moment, morningOf } from './timeline.ts';

interface Cost {
  readonly amount: Decimal;
  readonly kind: CostKind;
  /** Days after the campaign's start; bills may come after its end. */
  readonly after: number;
}

/** A campaign and what comes of it. */
export interface CampaignPlan {
  readonly id: string;
  readonly name: string;
  readonly channel: CampaignChannel;
  readonly from: Moment;
  readonly until: Moment;
  readonly currency: CurrencyCode;
  readonly budget: Decimal;
  /** A second budget, where the first was not enough. */
  readonly revised?: { readonly budget: Decimal; readonly after: number; readonly reason: string };
  readonly costs: readonly Cost[];
  /** Leads that answer it, of every thousand leads of the year. */
  readonly leads: number;
  /** 1 is average: how much more or less its leads buy. */
  readonly quality: number;
  readonly source: LeadSource;
  readonly response: ResponseKind;
}

/** The year's campaigns. Some earn their cost many times over; the trade fair does not. */
export const campaigns: readonly CampaignPlan[] = [
  {
    id: 'new-year-mailing',
    name: 'New year mailing',
    channel: 'letter',
    from: morningOf(1, 13),
    until: morningOf(3, 1),
    currency: 'EUR',
    budget: '9000.00',
    costs: [
      { amount: '3150.00', kind: 'print', after: 4 },
      { amount: '2480.50', kind: 'postage', after: 9 },
      { amount: '1900.00', kind: 'agency', after: 30 },
    ],
    leads: 70,
    quality: 0.95,
    source: 'purchased-list',
    response: 'reply',
  },
  {
    id: 'office-refresh',
    name: 'Office refresh, spring',
    channel: 'e-mail',
    from: morningOf(3, 3),
    until: morningOf(5, 1),
    currency: 'EUR',
    budget: '6000.00',
    costs: [
      { amount: '2200.00', kind: 'agency', after: 2 },
      { amount: '2350.00', kind: 'staff', after: 40 },
    ],
    leads: 120,
    quality: 1.05,
    source: 'email-marketing',
    response: 'click',
  },
  {
    id: 'it-expo',
    name: 'IT Expo stand',
    channel: 'trade-fair',
    from: morningOf(5, 12),
    until: morningOf(5, 17),
    currency: 'EUR',
    budget: '60000.00',
    revised: { budget: '78000.00', after: -30, reason: 'A larger stand beside the entrance' },
    costs: [
      { amount: '41500.00', kind: 'event', after: -45 },
      { amount: '18200.00', kind: 'agency', after: -10 },
      { amount: '9650.75', kind: 'staff', after: 9 },
      { amount: '5400.00', kind: 'print', after: -4 },
    ],
    leads: 60,
    quality: 0.45,
    source: 'trade-fair',
    response: 'visit',
  },
  {
    id: 'backup-webinar',
    name: 'Webinar: backup that restores',
    channel: 'webinar',
    from: morningOf(6, 10),
    until: morningOf(7, 10),
    currency: 'USD',
    budget: '4000.00',
    costs: [
      { amount: '1250.00', kind: 'media', after: -7 },
      { amount: '1800.00', kind: 'staff', after: 3 },
    ],
    leads: 55,
    quality: 1.3,
    source: 'webinar',
    response: 'attendance',
  },
  {
    id: 'search-ads',
    name: 'Search advertising',
    channel: 'advertising',
    from: morningOf(2, 1),
    until: morningOf(12, 20),
    currency: 'USD',
    budget: '48000.00',
    costs: Array.from({ length: 10 }, (_, month) => ({
      amount: `${3_700 + month * 85}.00`,
      kind: 'media' as const,
      after: month * 30 + 28,
    })),
    leads: 170,
    quality: 0.8,
    source: 'direct-response',
    response: 'form',
  },
  {
    id: 'city-posters',
    name: 'Posters in Cluj and Iași',
    channel: 'advertising',
    from: morningOf(9, 1),
    until: morningOf(10, 15),
    currency: 'RON',
    budget: '70000.00',
    costs: [
      { amount: '38000.00', kind: 'media', after: 1 },
      { amount: '14500.00', kind: 'print', after: -12 },
    ],
    leads: 50,
    quality: 0.75,
    source: 'local-advertising',
    response: 'call',
  },
  {
    id: 'customers-lunch',
    name: 'Lunch with customers',
    channel: 'event',
    from: morningOf(9, 22),
    until: morningOf(9, 27),
    currency: 'EUR',
    budget: '5000.00',
    costs: [{ amount: '4380.20', kind: 'event', after: 2 }],
    leads: 18,
    quality: 1.6,
    source: 'lunch',
    response: 'attendance',
  },
  {
    id: 'year-end-calls',
    name: 'Year-end calls',
    channel: 'phone',
    from: morningOf(10, 20),
    until: morningOf(12, 15),
    currency: 'EUR',
    budget: '12000.00',
    costs: [
      { amount: '5200.00', kind: 'agency', after: 20 },
      { amount: '4700.00', kind: 'agency', after: 50 },
    ],
    leads: 80,
    quality: 1.1,
    source: 'offline-event',
    response: 'call',
  },
];

/** A campaign that answers may still be given to, if there is one at that moment. */
export const runningAt = (moment: Moment): readonly CampaignPlan[] =>
  campaigns.filter(({ from, until }) => from <= moment && moment < until);

/** Campaigns are planned and budgeted early in the year, then started, paid for and completed. */
export const tellOfCampaigns = (script: Script): void => {
  for (const plan of campaigns) {
    const { id: campaignId, name, channel, currency, from, until } = plan;
    const thread = script.thread();
    const planned = at(morningOf(1, 2));
    thread.ask(MARKETER, 'campaign', {
      type: 'PlanCampaign',
      data: {
        campaignId,
        name,
        channel,
        startsOn: dayOf(from),
        endsOn: dayOf(until),
        at: planned,
      },
    });
    thread.ask(MARKETER, 'campaign', {
      type: 'BudgetCampaign',
      data: { campaignId, budget: parseMoney(plan.budget, currency), at: planned },
    });
    if (plan.revised) {
      const { budget, after, reason } = plan.revised;
      thread.ask(MARKETER, 'campaign', {
        type: 'BudgetCampaign',
        data: {
          campaignId,
          budget: parseMoney(budget, currency),
          reason,
          at: at(daysLater(from, after)),
        },
      });
    }
    thread.ask(MARKETER, 'campaign', { type: 'StartCampaign', data: { campaignId, at: at(from) } });
    plan.costs.forEach(({ amount, kind, after }, index) => {
      const moment = daysLater(from, after);
      thread.ask(MARKETER, 'campaign', {
        type: 'RecordCampaignCost',
        data: {
          campaignId,
          costId: `bill-${index + 1}`,
          amount: parseMoney(amount, currency),
          kind,
          costDate: dayOf(moment),
          at: at(moment),
        },
      });
    });
    thread.ask(MARKETER, 'campaign', {
      type: 'CompleteCampaign',
      data: { campaignId, at: at(until) },
    });
  }
};
