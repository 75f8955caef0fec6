import type { ActivityKind } from '@presales/domain';
import type { CampaignMemberCommand, SendingGrounds } from '@presales/domain/campaign-member';
import { type CampaignPlan, campaigns } from './campaigns.ts';
import type { Register } from './parties.ts';
import { MARKETER } from './people.ts';
import type { Telling } from './telling.ts';
import { at, daysLater, type Moment, minutesLater } from './timeline.ts';

/** Days after a campaign's start on which it writes to its members. */
const writes: readonly number[] = [1, 15, 36];

/**
 * Campaigns by letter and by e-mail write to customers. Some answer, some addresses are dead, and
 * some customers withdraw the permission to be written to: they get nothing any more.
 */
export const tellOfMailings = (telling: Telling, customers: Register): void => {
  for (const plan of campaigns.filter(({ channel }) => isWritten(channel)))
    for (const partyId of customers.all)
      if (telling.random.chance(0.85)) writeTo(telling, plan, partyId);
  for (const plan of campaigns.filter(isHeld))
    for (const partyId of customers.all)
      if (telling.random.chance(0.2)) meetAt(telling, plan, partyId);
};

/** Customers are written to as such, until they object; the shop has their addresses. */
const grounds: SendingGrounds = {
  campaign: 'live',
  address: 'known',
  basis: 'existing-customer',
};

const isWritten = (channel: CampaignPlan['channel']): boolean =>
  channel === 'e-mail' || channel === 'letter';

const isHeld = ({ channel, calledOff }: CampaignPlan): boolean =>
  (channel === 'event' || channel === 'trade-fair') && calledOff === undefined;

const writeTo = (telling: Telling, plan: CampaignPlan, partyId: string): void => {
  const { script, random } = telling;
  const thread = script.thread();
  const { id: campaignId, channel, from } = plan;
  const member = { campaignId, partyId };
  /** May be refused: the member may have left the campaign, or no longer wish to be written to. */
  const attempt = (command: CampaignMemberCommand): void => {
    thread.attempt(MARKETER, 'campaignMember', command);
  };
  attempt({
    type: 'EnrolCampaignMember',
    data: { ...member, at: at(minutesLater(from, random.whole(5, 60))) },
  });
  for (const [index, days] of writes.entries()) {
    const sentAt = minutesLater(daysLater(from, days), random.whole(10, 90));
    const mailingId = `${campaignId}-${index + 1}`;
    if (channel === 'letter')
      attempt({
        type: 'PostLetter',
        data: { ...member, letterId: mailingId, grounds, at: at(sentAt) },
      });
    else
      attempt({
        type: 'SendMailing',
        data: { ...member, mailingId, channel: 'e-mail', grounds, at: at(sentAt) },
      });
    comesOf(telling, attempt, plan, member, mailingId, sentAt);
    if (random.chance(0.02)) objectTo(telling, partyId, daysLater(sentAt, random.whole(0, 9)));
  }
  if (random.chance(0.02))
    attempt({
      type: 'RemoveCampaignMember',
      data: { ...member, reason: 'Works elsewhere now', at: at(daysLater(from, 20)) },
    });
};

/** An answer, an address that takes no mail, or a wish to be left in peace. */
const comesOf = (
  { random }: Telling,
  attempt: (command: CampaignMemberCommand) => void,
  { channel, response: kind }: CampaignPlan,
  member: { readonly campaignId: string; readonly partyId: string },
  mailingId: string,
  sentAt: Moment,
): void => {
  const soon = minutesLater(sentAt, random.whole(5, 500));
  if (channel === 'e-mail' && random.chance(0.05))
    attempt({
      type: 'RecordMailingBounce',
      data: {
        ...member,
        mailingId,
        kind: random.chance(0.4) ? 'hard' : 'soft',
        at: at(minutesLater(sentAt, 1)),
      },
    });
  else if (random.chance(0.08))
    attempt({
      type: 'RecordCampaignResponse',
      data: {
        ...member,
        responseId: `${mailingId}-answer`,
        kind,
        mailingId,
        ...(kind === 'click' ? { link: 'https://shop.example/desks' } : {}),
        at: at(soon),
      },
    });
  else if (random.chance(0.03))
    attempt({
      type: 'UnsubscribeMember',
      data: { ...member, reason: 'Too many letters', at: at(soon) },
    });
};

/**
 * Nobody may write any more, in any campaign: a process sees to it. A few think better of it when the
 * last letters of the campaign are long out.
 */
const objectTo = ({ script }: Telling, partyId: string, moment: Moment): void => {
  const thread = script.thread();
  thread.ask(MARKETER, 'party', {
    type: 'WithdrawConsent',
    data: { partyId, purpose: 'marketing', at: at(moment) },
  });
  if (/[02468]$/.test(partyId))
    thread.attempt(MARKETER, 'party', {
      type: 'GiveConsent',
      data: {
        partyId,
        purpose: 'marketing',
        basis: 'double-opt-in',
        evidence: 'The form on our site',
        at: at(daysLater(moment, 60)),
      },
    });
};

/** A customer passes by at the stand, and stays for lunch. */
const meetAt = (
  { script, random, next }: Telling,
  { id: campaignId, from, until }: CampaignPlan,
  partyId: string,
): void => {
  const thread = script.thread();
  const moment = minutesLater(from, random.whole(0, Math.floor((until - from) / 120_000)));
  thread.ask(MARKETER, 'campaignMember', {
    type: 'RecordCampaignTouch',
    data: {
      campaignId,
      partyId,
      touchId: `stand-${partyId}`,
      kind: 'conversation',
      at: at(moment),
    },
  });
  if (random.chance(0.3))
    thread.ask(MARKETER, 'activity', {
      type: 'LogActivity',
      data: {
        activityId: next('A'),
        kind: random.pick<ActivityKind>(['letter', 'direct-mail']),
        performerId: MARKETER,
        subject: { partyId, campaignId },
        outcome: 'reached',
        at: at(daysLater(moment, 2)),
      },
    });
};
