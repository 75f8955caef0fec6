import type { InterestKind, PointsModel, PurchaseTimeframe } from '@presales/domain/lead';
import type { CampaignPlan } from './campaigns.ts';
import { MARKETER } from './people.ts';
import type { Random } from './random.ts';
import type { Thread } from './script.ts';
import { at, dayAfter, dayOf, type Moment, minutesLater, morningOf } from './timeline.ts';

const contents: readonly [readonly [InterestKind, string], ...(readonly [InterestKind, string])[]] =
  [
    ['view', 'Page: network for small offices'],
    ['download', 'Checklist: backup in ten steps'],
    ['view', 'Price list'],
    ['like', 'Post: a desk that goes up'],
    ['chat', 'Is the switch in stock?'],
    ['enquiry', 'Call me back, please'],
  ];

/** Signs of interest before and after somebody became a lead. */
export const showInterest = (
  random: Random,
  thread: Thread,
  leadId: string,
  plan: CampaignPlan | undefined,
  moment: Moment,
): void => {
  if (!random.chance(0.45)) return;
  const count = random.whole(1, 2);
  for (let number = 1; number <= count; number++) {
    const [kind, content] = random.pick(contents);
    thread.ask('website', 'lead', {
      type: 'RecordLeadInterest',
      data: {
        leadId,
        interestId: `interest-${number}`,
        kind,
        content,
        ...(plan === undefined || number > 1 ? {} : { campaignId: plan.id }),
        at: at(minutesLater(moment, number)),
      },
    });
  }
};

/** A campaign reached a lead that is there already. */
export const touch = (
  thread: Thread,
  leadId: string,
  { id: campaignId, channel }: CampaignPlan,
  moment: Moment,
): void => {
  thread.ask(MARKETER, 'lead', {
    type: 'RecordLeadTouch',
    data: { leadId, touchId: `${campaignId}-1`, campaignId, channel, at: at(moment) },
  });
};

const timeframeOf = (random: Random, moment: Moment): PurchaseTimeframe =>
  random.weighted<PurchaseTimeframe>(
    [
      { kind: 'immediate' },
      { kind: 'days', days: random.pick([14, 30, 60, 90]) },
      { kind: 'date', date: dayAfter(moment, random.whole(20, 200)) },
      { kind: 'none' },
    ],
    ({ kind }) => ({ immediate: 1, days: 4, date: 2, none: 3 })[kind],
  );

/** Somebody says when they want to buy. */
export const stateTimeframe = (
  random: Random,
  thread: Thread,
  actor: string,
  leadId: string,
  moment: Moment,
): void => {
  thread.ask(actor, 'lead', {
    type: 'StatePurchaseTimeframe',
    data: {
      leadId,
      timeframe: timeframeOf(random, moment),
      statedOn: dayOf(moment),
      at: at(moment),
    },
  });
};

const points = (version: number, perInterest: number): PointsModel => ({
  kind: 'points',
  model: 'house-points',
  version,
  rules: [
    { kind: 'is', factor: 'Wants to buy soon', fact: 'temperature', value: 'hot', points: 30 },
    {
      kind: 'is',
      factor: 'Wants to buy this season',
      fact: 'temperature',
      value: 'warm',
      points: 15,
    },
    { kind: 'is', factor: 'Was referred', fact: 'source', value: 'referral', points: 25 },
    {
      kind: 'is',
      factor: 'Stands on a list',
      fact: 'source',
      value: 'purchased-list',
      points: -15,
    },
    { kind: 'each', factor: 'Showed interest', fact: 'interests', points: perInterest, atMost: 4 },
    { kind: 'each', factor: 'Knows our campaigns', fact: 'campaigns', points: 5, atMost: 3 },
  ],
});

/** Leads are scored before anybody hands them on; since July a sign of interest counts for more. */
export const score = (thread: Thread, leadId: string, moment: Moment): void => {
  thread.ask('lead-scoring', 'lead', {
    type: 'ScoreLead',
    data: {
      leadId,
      model: moment < morningOf(7, 1) ? points(1, 8) : points(2, 12),
      asOf: dayOf(moment),
      at: at(moment),
    },
  });
};
