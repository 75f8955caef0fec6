import type { CampaignMemberEvent } from './events.ts';
import { resubscribed, unsubscribed } from './rules/subscription.ts';
import { type CampaignMember, type CampaignMemberRecord, recordOf } from './state.ts';

/** The state after one more event. */
export const evolve = (state: CampaignMember, event: CampaignMemberEvent): CampaignMember => {
  const record = recordOf(state);
  const withRecord = (change: Partial<CampaignMemberRecord>): CampaignMember => ({
    status: state.status === 'absent' ? 'outside' : state.status,
    record: { ...record, ...change },
  });
  switch (event.type) {
    case 'CampaignMemberEnrolled':
      return { status: 'enrolled', record };
    case 'CampaignMemberRemoved':
      return { status: 'removed', record };
    case 'MailingSent': {
      const { mailingId, channel, test = false } = event.data;
      return withRecord({ sent: new Map(record.sent).set(mailingId, { by: channel, test }) });
    }
    case 'LetterPosted': {
      const { letterId, test = false } = event.data;
      return withRecord({ sent: new Map(record.sent).set(letterId, { by: 'letter', test }) });
    }
    case 'CampaignResponseRecorded':
      return withRecord({
        responses: new Map(record.responses).set(event.data.responseId, event.data),
      });
    case 'CampaignMemberBounced': {
      const { mailingId, kind } = event.data;
      const sent = record.sent.get(mailingId);
      if (sent === undefined) return state;
      return withRecord({ sent: new Map(record.sent).set(mailingId, { ...sent, bounced: kind }) });
    }
    case 'CampaignMemberUnsubscribed':
      return withRecord({ unsubscribed: unsubscribed(record.unsubscribed, event.data) });
    case 'CampaignMemberResubscribed':
      return withRecord({ unsubscribed: resubscribed(record.unsubscribed, event.data) });
    case 'CampaignTouchRecorded':
      return withRecord({ touches: new Map(record.touches).set(event.data.touchId, event.data) });
  }
};
