import { type Aggregate, aggregate, type Of } from '@presales/kernel';
import { CampaignMemberCommand } from './commands.ts';
import { enrol, remove, unsubscribe } from './decide/enrol.ts';
import { recordResponse, recordTouch } from './decide/record-response.ts';
import { bounce, postLetter, sendMailing } from './decide/send-mailing.ts';
import { type BounceKind, CampaignMemberEvent } from './events.ts';
import type { Answer, CampaignMemberRefusal } from './refusals.ts';

/**
 * What a party is to a campaign. `outside` was never enrolled though something is known of it: it
 * unsubscribed beforehand, or was sent a mailing to try it out.
 */
export type CampaignMember =
  | { readonly status: 'absent' }
  | (CampaignMemberBook & { readonly status: 'outside' | 'enrolled' | 'removed' });

/** What passed between a campaign and a party, under its ids, oldest first. */
export interface CampaignMemberBook {
  readonly unsubscribed: boolean;
  readonly sent: ReadonlyMap<string, Sent>;
  readonly responses: ReadonlyMap<string, CampaignResponse>;
  readonly touches: ReadonlyMap<string, CampaignTouch>;
}

/** A mailing or letter that went out, and how it came back if it did. */
export interface Sent {
  readonly by: 'e-mail' | 'letter';
  readonly test: boolean;
  readonly bounced?: BounceKind;
}

/** How a party answered. */
export type CampaignResponse = Of<CampaignMemberEvent, 'CampaignResponseRecorded'>['data'];

/** How a campaign met a party. */
export type CampaignTouch = Of<CampaignMemberEvent, 'CampaignTouchRecorded'>['data'];

/** Of a party that nothing happened to yet. */
const blank: CampaignMemberBook & { readonly status: 'outside' } = {
  status: 'outside',
  unsubscribed: false,
  sent: new Map(),
  responses: new Map(),
  touches: new Map(),
};

const evolve = (state: CampaignMember, event: CampaignMemberEvent): CampaignMember => {
  const member = state.status === 'absent' ? blank : state;
  switch (event.type) {
    case 'CampaignMemberEnrolled':
      return { ...member, status: 'enrolled' };
    case 'CampaignMemberRemoved':
      return { ...member, status: 'removed' };
    case 'MailingSent': {
      const { mailingId, channel, test = false } = event.data;
      return { ...member, sent: new Map(member.sent).set(mailingId, { by: channel, test }) };
    }
    case 'LetterPosted': {
      const { letterId, test = false } = event.data;
      return { ...member, sent: new Map(member.sent).set(letterId, { by: 'letter', test }) };
    }
    case 'CampaignResponseRecorded': {
      const responses = new Map(member.responses).set(event.data.responseId, event.data);
      return { ...member, responses };
    }
    case 'CampaignMemberBounced': {
      const { mailingId, kind } = event.data;
      const sent = member.sent.get(mailingId);
      if (sent === undefined) return state;
      return { ...member, sent: new Map(member.sent).set(mailingId, { ...sent, bounced: kind }) };
    }
    case 'CampaignMemberUnsubscribed':
      return { ...member, unsubscribed: true };
    case 'CampaignTouchRecorded': {
      const touches = new Map(member.touches).set(event.data.touchId, event.data);
      return { ...member, touches };
    }
  }
};

const decide = (command: CampaignMemberCommand, state: CampaignMember): Answer => {
  switch (command.type) {
    case 'EnrolCampaignMember':
      return enrol(command.data, state);
    case 'RemoveCampaignMember':
      return remove(command.data, state);
    case 'SendMailing':
      return sendMailing(command.data, state);
    case 'PostLetter':
      return postLetter(command.data, state);
    case 'RecordCampaignResponse':
      return recordResponse(command.data, state);
    case 'RecordMailingBounce':
      return bounce(command.data, state);
    case 'UnsubscribeMember':
      return unsubscribe(command.data, state);
    case 'RecordCampaignTouch':
      return recordTouch(command.data, state);
  }
};

/**
 * The id of a campaign's member: `campaign/party`. A slash within the campaign's id is escaped, so
 * that no two pairs share a stream.
 */
export const campaignMemberIdOf = (campaignId: string, partyId: string): string =>
  `${campaignId.replaceAll('%', '%25').replaceAll('/', '%2F')}/${partyId}`;

/** One party in one campaign (S12): a stream of its own, because campaigns have many members. */
export const campaignMember: Aggregate<
  CampaignMemberCommand,
  CampaignMember,
  CampaignMemberEvent,
  CampaignMemberRefusal
> = aggregate({
  category: 'campaignMember',
  commands: CampaignMemberCommand,
  events: CampaignMemberEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  identify: ({ data }) => campaignMemberIdOf(data.campaignId, data.partyId),
});
