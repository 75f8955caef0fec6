import type { DisqualificationReason, LeadSource, ParkingReason } from '@presales/domain/lead';
import { didSomething } from './activities.ts';
import { type CampaignPlan, campaigns, runningAt } from './campaigns.ts';
import { type Distributor, tellOfDistributions } from './distribution.ts';
import { mergeDuplicateLead } from './duplicates.ts';
import { anyLevel, type Register, register } from './parties.ts';
import { MANAGER, MARKETER, type Salesperson, sellingAt, teamOf } from './people.ts';
import { newBusinessAt } from './pipelines.ts';
import { pursueToTheEnd } from './recycling.ts';
import type { Thread } from './script.ts';
import { score, showInterest, stateTimeframe, touch } from './signals.ts';
import type { Telling } from './telling.ts';
import {
  at,
  dayAfter,
  daysLater,
  inOfficeHours,
  type Moment,
  minutesLater,
  morningOf,
  ZONE,
} from './timeline.ts';

/** How busy the months are: summer and December are quiet, autumn is not. */
const season = [90, 100, 115, 110, 105, 95, 70, 60, 115, 125, 120, 75] as const;
const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** Where leads come from without a campaign, how many, and how well they buy. */
const sources: readonly [SourceStory, ...SourceStory[]] = [
  { source: 'referral', share: 16, quality: 1.35 },
  { source: 'inbound-content', share: 24, quality: 0.95 },
  { source: 'social-media', share: 17, quality: 0.7 },
  { source: 'networking', share: 10, quality: 1.1 },
  { source: 'live-chat', share: 12, quality: 0.9 },
  { source: 'purchased-list', share: 14, quality: 0.55 },
  { source: 'customer-feedback', share: 7, quality: 1.2 },
];
interface SourceStory {
  readonly source: LeadSource;
  readonly share: number;
  readonly quality: number;
}

const refusals: readonly [DisqualificationReason, ...DisqualificationReason[]] = [
  'no-intent',
  'no-intent',
  'no-intent',
  'no-budget',
  'no-budget',
  'not-a-fit',
  'unreachable',
  'unreachable',
  'spam',
];

const parkings: readonly [ParkingReason, ...ParkingReason[]] = [
  'no-timeline',
  'no-budget-yet',
  'bound-by-contract',
  'bought-from-competitor',
];

/** A lead as it comes in. */
interface Coming {
  readonly moment: Moment;
  readonly plan: CampaignPlan | undefined;
}

/** Tells of so many leads: those that answer campaigns, and all the others, as they come in. */
export const tellOfLeads = (telling: Telling, leads: number, customers: Register): void => {
  const distributor = tellOfDistributions(telling.script, telling.random);
  for (const coming of comingIn(telling, leads))
    tellOfLead(telling, coming, distributor, customers);
};

const comingIn = ({ random }: Telling, leads: number): readonly Coming[] => {
  const coming: Coming[] = [];
  for (const plan of campaigns)
    for (let index = Math.round((plan.leads * leads) / 1_000); index > 0; index--) {
      // Most answer early.
      const share = Math.min(random.whole(0, 1_000), random.whole(0, 1_000));
      const moment = plan.from + Math.floor(((plan.until - plan.from) * share) / 1_001);
      coming.push({ moment: inOfficeHours(moment + random.whole(0, 500) * 60_000), plan });
    }
  while (coming.length < leads) {
    const month = random.weighted(months, (month) => season[month - 1] ?? 0);
    const moment = morningOf(month, random.whole(1, 28)) + random.whole(0, 540) * 60_000;
    coming.push({ moment: inOfficeHours(moment), plan: undefined });
  }
  return coming.sort((left, right) => left.moment - right.moment);
};

/** What the following chapters of a lead's life are told with. */
interface Life {
  readonly telling: Telling;
  readonly thread: Thread;
  readonly leadId: string;
  readonly partyId: string;
  readonly quality: number;
}

const tellOfLead = (
  telling: Telling,
  { moment, plan }: Coming,
  distributor: Distributor,
  customers: Register,
): void => {
  const { script, random, next } = telling;
  const thread = script.thread();
  const [leadId, partyId] = [next('L'), next('P')];
  const { source, quality } = plan ?? random.weighted(sources, ({ share }) => share);
  const life: Life = { telling, thread, leadId, partyId, quality };
  const number = Number(partyId.slice(1));
  const person = register(thread, random, MARKETER, partyId, number, false, moment);
  if (plan) respond(thread, plan, partyId, 1, moment);
  capture(life, source, plan, customers, moment);
  showInterest(random, thread, leadId, plan, moment);
  consent(life, source, moment);

  let now = minutesLater(moment, 5);
  let owner = distributor.give(thread, leadId, now);
  now = minutesLater(now, random.whole(20, 900));
  const called = didSomething(telling, thread, owner.id, 'outbound-call', { partyId, leadId }, now);
  if (called.reached) firstResponse(life, owner, called.activityId, now);
  if (random.chance(0.03)) ({ owner, now } = reassign(life, owner, now));
  if (random.chance(0.012)) {
    const found = minutesLater(now, random.whole(5, 300));
    const [duplicateId, duplicatePartyId] = [next('L'), next('P')];
    register(thread, random, MARKETER, duplicatePartyId, number, false, found);
    mergeDuplicateLead(
      thread,
      { leadId, partyId, duplicateId, duplicatePartyId, source: 'inbound-content' },
      found,
    );
    now = minutesLater(found, 60);
  }
  const [another] = runningAt(now);
  if (another !== undefined && another !== plan && random.chance(0.08)) {
    respond(thread, another, partyId, 2, now);
    touch(thread, leadId, another, now);
  }
  let known = life;
  if (random.chance(0.01)) {
    const customerId = customers.any(random);
    thread.ask(owner.id, 'lead', {
      type: 'LinkLeadToCustomer',
      data: { leadId, customerId, at: at(minutesLater(now, 20)) },
    });
    known = { ...life, partyId: customerId };
  }
  now = daysLater(now, random.about(0, 6));
  if (random.chance(0.33)) disqualify(life, owner, person.isPerson, now);
  else qualify(known, owner, now);
};

const capture = (
  { telling: { random }, thread, leadId, partyId }: Life,
  source: LeadSource,
  plan: CampaignPlan | undefined,
  customers: Register,
  moment: Moment,
): void => {
  thread.ask(MARKETER, 'lead', {
    type: 'CaptureLead',
    data: {
      leadId,
      partyId,
      source,
      ...(plan === undefined ? {} : { campaignId: plan.id }),
      ...(source === 'referral' && random.chance(0.6) ? { referrerId: customers.any(random) } : {}),
      ...(source === 'purchased-list'
        ? { listId: 'chamber-of-commerce', consentBasis: 'legitimate-interest' as const }
        : {}),
      at: at(moment),
    },
  });
};

/** Some give permission to be written to; some of those withdraw it later. */
const consent = (
  { telling: { random }, thread, partyId }: Life,
  source: LeadSource,
  moment: Moment,
): void => {
  if (source === 'purchased-list' || !random.chance(0.2)) return;
  const channel = random.chance(0.7) ? { channel: 'e-mail' as const } : {};
  thread.ask('website', 'party', {
    type: 'GiveConsent',
    data: {
      partyId,
      purpose: 'marketing',
      ...channel,
      basis: random.chance(0.6) ? 'double-opt-in' : 'opt-in',
      evidence: 'The form on our site',
      at: at(minutesLater(moment, 2)),
    },
  });
  // Some of them are forgotten by then.
  if (random.chance(0.08))
    thread.attempt(MARKETER, 'party', {
      type: 'WithdrawConsent',
      data: {
        partyId,
        purpose: 'marketing',
        ...channel,
        at: at(daysLater(moment, random.whole(3, 90))),
      },
    });
};

const firstResponse = (
  { telling: { random }, thread, leadId }: Life,
  owner: Salesperson,
  activityId: string,
  moment: Moment,
): void => {
  // The call itself may be entered days later.
  thread.ask(owner.id, 'lead', {
    type: 'RecordLeadFirstResponse',
    data: { leadId, activityId, at: at(moment) },
  });
  if (random.chance(0.35))
    stateTimeframe(random, thread, owner.id, leadId, minutesLater(moment, 10));
};

/** The lead goes to somebody else: by hand, or because whoever had it gives it back. */
const reassign = (
  { telling: { random }, thread, leadId }: Life,
  owner: Salesperson,
  moment: Moment,
): { readonly owner: Salesperson; readonly now: Moment } => {
  const other = random.pick(sellingAt(moment));
  if (other === owner) return { owner, now: moment };
  const by = random.pick(['reassigned', 'rejected', 'unassigned']);
  if (by === 'rejected')
    thread.ask(owner.id, 'lead', {
      type: 'RejectLeadHandoff',
      data: {
        leadId,
        salespersonId: owner.id,
        reason: 'They want to be visited, and I am two hundred kilometres away',
        at: at(moment),
      },
    });
  if (by === 'unassigned')
    thread.ask(MANAGER, 'lead', {
      type: 'UnassignLead',
      data: { leadId, reason: 'On leave until the end of the month', at: at(moment) },
    });
  const given = by === 'reassigned' ? moment : minutesLater(moment, random.whole(10, 200));
  thread.ask(MANAGER, 'lead', {
    type: 'AssignLead',
    data: {
      leadId,
      salespersonId: other.id,
      teamId: teamOf(other, given),
      ...(by === 'reassigned' ? { reason: 'Too many leads on one desk' } : {}),
      rule: 'by-hand',
      at: at(given),
    },
  });
  return { owner: other, now: given };
};

const disqualify = (life: Life, owner: Salesperson, isPerson: boolean, moment: Moment): void => {
  const { telling, thread, leadId, partyId } = life;
  const { random } = telling;
  const reason = random.pick(refusals);
  thread.ask(owner.id, 'lead', {
    type: 'DisqualifyLead',
    data: { leadId, reason, at: at(moment) },
  });
  const later = daysLater(moment, random.whole(2, 12));
  if (isPerson && random.chance(0.05)) {
    thread.ask('data-protection', 'party', {
      type: 'ErasePersonalData',
      data: { partyId, reason: 'Asked to be forgotten', at: at(later) },
    });
    return;
  }
  if (!random.chance(0.03)) return;
  thread.ask(owner.id, 'lead', {
    type: 'ReopenLead',
    data: { leadId, reason: 'They called back after all', at: at(later) },
  });
  qualify(life, owner, later);
};

/** A lead that somebody looks after: it is parked, nurtured, or handed to sales and converted. */
const qualify = (life: Life, owner: Salesperson, moment: Moment): void => {
  const { telling, thread, leadId, quality } = life;
  const { random } = telling;
  let now = moment;
  if (random.chance(0.04)) {
    now = park(life, owner, now);
    if (!random.chance(0.5)) return;
  }
  if (!random.chance(Math.min(0.9, 0.62 * (0.6 + quality * 0.4)))) {
    if (random.chance(0.25)) nurture(life, now);
    return;
  }
  if (random.chance(0.6)) score(thread, leadId, now);
  thread.ask(MARKETER, 'lead', { type: 'QualifyLeadForMarketing', data: { leadId, at: at(now) } });

  now = daysLater(now, random.about(0, 12));
  if (!random.chance(Math.min(0.9, 0.5 * (0.5 + quality * 0.5)))) return;
  thread.ask(owner.id, 'lead', {
    type: 'AcceptLeadHandoff',
    data: { leadId, salespersonId: owner.id, at: at(now) },
  });
  now = minutesLater(now, random.whole(2, 120));
  thread.ask(owner.id, 'lead', { type: 'QualifyLeadForSales', data: { leadId, at: at(now) } });
  now = minutesLater(now, random.whole(5, 600));
  if (random.chance(0.9)) convert(life, owner, now);
};

const convert = (
  { telling, thread, leadId, partyId, quality }: Life,
  owner: Salesperson,
  moment: Moment,
): void => {
  const opportunityId = telling.next('O');
  thread.ask(owner.id, 'lead', {
    type: 'ConvertLead',
    data: { leadId, opportunityId, at: at(moment) },
  });
  pursueToTheEnd(
    telling,
    thread,
    {
      opportunityId,
      partyId,
      owner,
      way: newBusinessAt(moment),
      level: anyLevel(telling.random),
      quality,
    },
    moment,
  );
};

/** Set aside until a day; a process brings the lead back then, and it is worked the day after. */
const park = (
  { telling: { random }, thread, leadId }: Life,
  owner: Salesperson,
  moment: Moment,
): Moment => {
  const days = random.whole(20, 120);
  thread.ask(owner.id, 'lead', {
    type: 'ParkLead',
    data: {
      leadId,
      until: dayAfter(moment, days),
      reason: random.pick(parkings),
      zone: ZONE,
      at: at(moment),
    },
  });
  return daysLater(moment, days + 1);
};

/** Kept warm by letters; after half a year the lead goes back to the funnel's start. */
const nurture = ({ telling: { random }, thread, leadId }: Life, moment: Moment): void => {
  thread.ask(MARKETER, 'lead', {
    type: 'NurtureLead',
    data: { leadId, programme: 'A letter every month', at: at(moment) },
  });
  if (random.chance(0.3))
    thread.ask(MANAGER, 'lead', {
      type: 'RecycleLead',
      data: {
        leadId,
        reason: 'Six letters without an answer',
        at: at(daysLater(moment, 180)),
      },
    });
};

const respond = (
  thread: Thread,
  { id: campaignId, response: kind }: CampaignPlan,
  partyId: string,
  number: number,
  moment: Moment,
): void => {
  thread.ask(MARKETER, 'campaignMember', {
    type: 'RecordCampaignResponse',
    data: { campaignId, partyId, responseId: `${partyId}-${number}`, kind, at: at(moment) },
  });
};
