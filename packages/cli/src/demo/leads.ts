import type { DisqualificationReason, LeadSource } from '@presales/domain';
import { didSomething } from './activities.ts';
import { type CampaignPlan, campaigns, runningAt } from './campaigns.ts';
import { pursue } from './deals.ts';
import { register } from './parties.ts';
import { MANAGER, MARKETER, sellingAt, teamOf } from './people.ts';
import { newBusiness } from './pipelines.ts';
import type { Thread } from './script.ts';
import type { Telling } from './telling.ts';
import { at, daysLater, inOfficeHours, type Moment, minutesLater, morningOf } from './timeline.ts';

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

/** Tells of so many leads: those that answer campaigns, and all the others. */
export const tellOfLeads = (telling: Telling, leads: number): void => {
  const { random } = telling;
  let left = leads;
  for (const plan of campaigns)
    for (let index = Math.round((plan.leads * leads) / 1_000); index > 0; index--, left--) {
      // Most answer early.
      const share = Math.min(random.whole(0, 1_000), random.whole(0, 1_000));
      const moment = plan.from + Math.floor(((plan.until - plan.from) * share) / 1_001);
      tellOfLead(telling, inOfficeHours(moment + random.whole(0, 500) * 60_000), plan);
    }
  for (; left > 0; left--) {
    const month = random.weighted(months, (month) => season[month - 1] ?? 0);
    const moment = morningOf(month, random.whole(1, 28)) + random.whole(0, 540) * 60_000;
    tellOfLead(telling, inOfficeHours(moment), undefined);
  }
};

const tellOfLead = (telling: Telling, moment: Moment, plan: CampaignPlan | undefined): void => {
  const { script, random, next } = telling;
  const thread = script.thread();
  const [leadId, partyId] = [next('L'), next('P')];
  const { source, quality } = plan ?? random.weighted(sources, ({ share }) => share);
  register(thread, random, MARKETER, partyId, Number(partyId.slice(1)), false, moment);
  if (plan) respond(thread, plan, partyId, 1, moment);
  thread.ask(MARKETER, 'lead', {
    type: 'CaptureLead',
    data: {
      leadId,
      partyId,
      source,
      ...(plan === undefined ? {} : { campaignId: plan.id }),
      at: at(moment),
    },
  });

  let now = minutesLater(moment, random.whole(10, 300));
  let person = random.weighted(sellingAt(now), ({ load }) => load);
  thread.ask(MANAGER, 'lead', {
    type: 'AssignLead',
    data: { leadId, salespersonId: person.id, teamId: teamOf(person, now), at: at(now) },
  });
  now = minutesLater(now, random.whole(20, 900));
  didSomething(telling, thread, person.id, 'outbound-call', { partyId, leadId }, now);
  if (random.chance(0.03)) {
    const other = random.pick(sellingAt(now));
    if (other !== person)
      thread.ask(MANAGER, 'lead', {
        type: 'AssignLead',
        data: {
          leadId,
          salespersonId: other.id,
          teamId: teamOf(other, now),
          reason: 'Too many leads on one desk',
          at: at(now),
        },
      });
    person = other;
  }
  const [another] = runningAt(now);
  if (another !== undefined && another !== plan && random.chance(0.08))
    respond(thread, another, partyId, 2, now);

  now = daysLater(now, random.about(0, 6));
  if (random.chance(0.33)) {
    const reason = random.pick(refusals);
    thread.ask(person.id, 'lead', {
      type: 'DisqualifyLead',
      data: { leadId, reason, at: at(now) },
    });
    return;
  }
  if (!random.chance(Math.min(0.9, 0.62 * (0.6 + quality * 0.4)))) return;
  thread.ask(MARKETER, 'lead', { type: 'QualifyLeadForMarketing', data: { leadId, at: at(now) } });

  now = daysLater(now, random.about(0, 12));
  if (!random.chance(Math.min(0.9, 0.5 * (0.5 + quality * 0.5)))) return;
  thread.ask(person.id, 'lead', { type: 'QualifyLeadForSales', data: { leadId, at: at(now) } });
  now = minutesLater(now, random.whole(5, 600));
  if (!random.chance(0.9)) return;
  const opportunityId = next('O');
  thread.ask(person.id, 'lead', {
    type: 'ConvertLead',
    data: { leadId, opportunityId, at: at(now) },
  });
  pursue(
    telling,
    thread,
    {
      opportunityId,
      partyId,
      owner: person,
      way: newBusiness,
      origin: { kind: 'lead', id: leadId },
      quality,
    },
    now,
  );
};

const respond = (
  thread: Thread,
  { id: campaignId, response: kind }: CampaignPlan,
  partyId: string,
  number: number,
  moment: Moment,
): void =>
  thread.ask(MARKETER, 'campaignMember', {
    type: 'RecordCampaignResponse',
    data: { campaignId, partyId, responseId: `${partyId}-${number}`, kind, at: at(moment) },
  });
