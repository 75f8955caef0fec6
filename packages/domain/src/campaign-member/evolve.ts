import type { CampaignMemberEvent } from './events.ts';
import type { CampaignMember, CampaignMemberBook } from './state.ts';

/** Of a party that nothing happened to yet. */
const blank: CampaignMemberBook & { readonly status: 'outside' } = {
  status: 'outside',
  unsubscribed: false,
  sent: new Map(),
  responses: new Map(),
  touches: new Map(),
};

export const evolve = (state: CampaignMember, event: CampaignMemberEvent): CampaignMember => {
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
