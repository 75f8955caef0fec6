import type {
  CampaignChannel,
  CampaignCommand,
  CampaignObjective,
  CostKind,
} from '@presales/domain/campaign';
import type { ResponseKind } from '@presales/domain/campaign-member';
import type { LeadSource } from '@presales/domain/lead';
import { type CurrencyCode, type Decimal, parseMoney } from '@presales/kernel';
import { MARKETER } from './people.ts';
import type { Script } from './script.ts';
import { at, dayOf, daysLater, type Moment, morningOf } from './timeline.ts';

interface Cost {
  readonly amount: Decimal;
  readonly kind: CostKind;
  /** Days after the campaign's start; bills may come after its end. */
  readonly after: number;
  /** Days that the bill lay about before it was recorded. */
  readonly late?: number;
  /** What was wrong with the bill, found out some weeks later. */
  readonly corrected?: { readonly delta: Decimal; readonly reason: string };
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
  /** What it is to bring, in leads and in won customers, and whether in deals and money as well. */
  readonly aims?: {
    readonly leads: number;
    readonly customers: number;
    readonly proves?: boolean;
  };
  /** The campaign that it is part of from the beginning, or from its end on. */
  readonly parent?: { readonly id: string; readonly since: 'planned' | 'completed' };
  /** Days after its start between which it rests. */
  readonly rests?: readonly [number, number];
  /** Why it was called off, where it was. */
  readonly calledOff?: string;
}

/** The year's campaigns. Some earn their cost many times over; the trade fair does not. */
export const campaigns: readonly CampaignPlan[] = [
  {
    id: 'paper-and-mail',
    name: 'Paper and mail',
    channel: 'other',
    from: morningOf(1, 6),
    until: morningOf(12, 20),
    currency: 'EUR',
    budget: '0.00',
    costs: [],
    leads: 0,
    quality: 1,
    source: 'email-marketing',
    response: 'reply',
  },
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
      { amount: '1900.00', kind: 'agency', after: 30, late: 21 },
    ],
    leads: 85,
    quality: 0.95,
    source: 'purchased-list',
    response: 'reply',
    aims: { leads: 180, customers: 10 },
    parent: { id: 'paper-and-mail', since: 'planned' },
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
    leads: 140,
    quality: 1.05,
    source: 'email-marketing',
    response: 'click',
    aims: { leads: 300, customers: 25, proves: true },
    parent: { id: 'paper-and-mail', since: 'completed' },
  },
  {
    id: 'it-expo',
    name: 'IT Expo stand',
    channel: 'trade-fair',
    from: morningOf(5, 12),
    until: morningOf(5, 17),
    currency: 'EUR',
    budget: '44000.00',
    revised: { budget: '57000.00', after: -30, reason: 'A larger stand beside the entrance' },
    costs: [
      { amount: '34500.00', kind: 'event', after: -45 },
      {
        amount: '11200.00',
        kind: 'agency',
        after: -10,
        late: 34,
        corrected: { delta: '-950.00', reason: 'The carpet was billed twice' },
      },
      { amount: '4650.75', kind: 'staff', after: 9 },
      { amount: '3400.00', kind: 'print', after: -4 },
    ],
    leads: 75,
    quality: 0.45,
    source: 'trade-fair',
    response: 'visit',
    aims: { leads: 250, customers: 10 },
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
    leads: 65,
    quality: 1.3,
    source: 'webinar',
    response: 'attendance',
    aims: { leads: 150, customers: 15 },
  },
  {
    id: 'search-ads',
    name: 'Search advertising',
    channel: 'advertising',
    from: morningOf(2, 1),
    until: morningOf(12, 20),
    currency: 'USD',
    budget: '29000.00',
    costs: Array.from({ length: 10 }, (_, month) => ({
      amount: `${2_150 + month * 60}.00`,
      kind: 'media' as const,
      after: month * 30 + 28,
    })),
    leads: 190,
    quality: 0.8,
    source: 'direct-response',
    response: 'form',
    aims: { leads: 500, customers: 20 },
    rests: [150, 165],
  },
  {
    id: 'city-posters',
    name: 'Posters in Cluj and Iași',
    channel: 'advertising',
    from: morningOf(9, 1),
    until: morningOf(10, 15),
    currency: 'RON',
    budget: '40000.00',
    costs: [
      { amount: '22000.00', kind: 'media', after: 1 },
      { amount: '8500.00', kind: 'print', after: -12 },
    ],
    leads: 55,
    quality: 0.75,
    source: 'local-advertising',
    response: 'call',
    aims: { leads: 150, customers: 5 },
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
    leads: 24,
    quality: 1.6,
    source: 'lunch',
    response: 'attendance',
    aims: { leads: 60, customers: 10 },
  },
  {
    id: 'year-end-calls',
    name: 'Year-end calls',
    channel: 'phone',
    from: morningOf(9, 29),
    until: morningOf(12, 12),
    currency: 'EUR',
    budget: '7500.00',
    costs: [
      { amount: '3200.00', kind: 'agency', after: 20 },
      { amount: '2700.00', kind: 'agency', after: 50 },
    ],
    leads: 100,
    quality: 1.1,
    source: 'offline-event',
    response: 'call',
    aims: { leads: 250, customers: 8 },
  },
  {
    id: 'autumn-fair',
    name: 'Autumn fair in Sibiu',
    channel: 'trade-fair',
    from: morningOf(11, 6),
    until: morningOf(11, 9),
    currency: 'EUR',
    budget: '9000.00',
    costs: [
      { amount: '2500.00', kind: 'event', after: -60 },
      { amount: '-1250.00', kind: 'event', after: -12 },
    ],
    leads: 0,
    quality: 0.5,
    source: 'trade-fair',
    response: 'visit',
    calledOff: 'The hall is being repaired',
  },
];

/** The campaigns under way at a moment that leads answer. */
export const runningAt = (moment: Moment): readonly CampaignPlan[] =>
  campaigns.filter(({ leads, from, until }) => leads > 0 && from <= moment && moment < until);

/** Campaigns are planned and budgeted early in the year, then started, paid for and completed. */
export const tellOfCampaigns = (script: Script): void => {
  for (const plan of campaigns) {
    const { id: campaignId, name, channel, currency, from, until, parent } = plan;
    const thread = script.thread();
    const ask = (command: CampaignCommand, asked?: Moment): void => {
      thread.ask(MARKETER, 'campaign', command, asked);
    };
    const planned = at(morningOf(1, 2));
    ask({
      type: 'PlanCampaign',
      data: {
        campaignId,
        name,
        channel,
        startsOn: dayOf(from),
        endsOn: dayOf(until),
        ...(parent?.since === 'planned' ? { parentId: parent.id } : {}),
        at: planned,
      },
    });
    ask({
      type: 'BudgetCampaign',
      data: { campaignId, budget: parseMoney(plan.budget, currency), at: planned },
    });
    for (const objective of objectivesOf(plan))
      ask({ type: 'SetCampaignObjective', data: { campaignId, objective, at: planned } });
    if (plan.revised) {
      const { budget, after, reason } = plan.revised;
      ask({
        type: 'BudgetCampaign',
        data: {
          campaignId,
          budget: parseMoney(budget, currency),
          reason,
          at: at(daysLater(from, after)),
        },
      });
      if (plan.aims)
        ask({
          type: 'SetCampaignObjective',
          data: {
            campaignId,
            objective: { of: 'leads', target: Math.round(plan.aims.leads * 1.25) },
            reason,
            at: at(daysLater(from, after)),
          },
        });
    }
    tellOfCosts(ask, plan);
    if (plan.calledOff !== undefined) {
      const moment = daysLater(from, -14);
      ask({
        type: 'CancelCampaign',
        data: { campaignId, reason: plan.calledOff, at: at(moment) },
      });
      continue;
    }
    ask({ type: 'StartCampaign', data: { campaignId, at: at(from) } });
    if (plan.rests) {
      const [first, last] = plan.rests;
      ask({
        type: 'PauseCampaign',
        data: {
          campaignId,
          reason: 'Everybody is at the seaside',
          at: at(daysLater(from, first)),
        },
      });
      ask({ type: 'ResumeCampaign', data: { campaignId, at: at(daysLater(from, last)) } });
    }
    ask({ type: 'CompleteCampaign', data: { campaignId, at: at(until) } });
    if (parent?.since === 'completed')
      ask({
        type: 'ChangeCampaignParent',
        data: { campaignId, parentId: parent.id, at: at(daysLater(until, 3)) },
      });
  }
};

/**
 * What a campaign is to bring: leads and customers. One of them is to prove more: for every
 * customer there are three deals of ten thousand euros each.
 */
const objectivesOf = ({ aims }: CampaignPlan): readonly CampaignObjective[] => {
  if (aims === undefined) return [];
  const { leads, customers, proves = false } = aims;
  return [
    { of: 'leads', target: leads },
    { of: 'customers', target: customers },
    ...(proves
      ? ([
          { of: 'opportunities', target: customers * 3 },
          { of: 'opportunity-value', target: parseMoney(`${customers * 30_000}.00`, 'EUR') },
          { of: 'opportunity-margin', target: parseMoney(`${customers * 2_500}.00`, 'EUR') },
        ] as const)
      : []),
  ];
};

const tellOfCosts = (
  ask: (command: CampaignCommand, asked?: Moment) => void,
  { id: campaignId, currency, from, costs }: CampaignPlan,
): void =>
  costs.forEach(({ amount, kind, after, late = 0, corrected }, index) => {
    const costId = `bill-${index + 1}`;
    const moment = daysLater(from, after);
    const recorded = daysLater(moment, late);
    ask(
      {
        type: 'RecordCampaignCost',
        data: {
          campaignId,
          costId,
          amount: parseMoney(amount, currency),
          kind,
          costDate: dayOf(moment),
          at: at(moment),
        },
      },
      recorded,
    );
    if (corrected)
      ask({
        type: 'CorrectCampaignCost',
        data: {
          campaignId,
          costId,
          correctionId: `${costId}-corrected`,
          delta: parseMoney(corrected.delta, currency),
          reason: corrected.reason,
          at: at(daysLater(recorded, 18)),
        },
      });
  });
