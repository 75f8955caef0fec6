import { type Answer, emit, refuse } from '../refusals.ts';
import { type CampaignMember, recordOf, type Sent } from '../state.ts';
import type { SendingGrounds } from '../vocabulary.ts';

/**
 * The answer where nothing is sent: it was sent already, or must not be. A party that unsubscribed from
 * a channel is no longer written to by it. A hard bounce ends e-mails only, and soft ones end nothing,
 * however many come. A test needs no enrolment, no permission and no campaign that is on.
 */
export const notToBeSent = (
  id: string,
  sending: Sent,
  state: CampaignMember,
  grounds?: SendingGrounds,
): Answer | undefined => {
  const record = recordOf(state);
  const sent = record.sent.get(id);
  if (sent !== undefined)
    return sent.by === sending.by && sent.test === sending.test
      ? emit()
      : refuse({ code: 'campaign-member/mailing-exists', mailingId: id });
  if (state.status !== 'enrolled' && !sending.test)
    return refuse({ code: 'campaign-member/not-enrolled' });
  if (record.unsubscribed.has(sending.by)) return refuse({ code: 'campaign-member/unsubscribed' });
  const dead = [...record.sent].find(([, { bounced }]) => bounced === 'hard');
  if (sending.by === 'e-mail' && dead !== undefined)
    return refuse({ code: 'campaign-member/hard-bounced', mailingId: dead[0] });
  return grounds && forbidden(sending, grounds);
};

/** The refusal by what was looked up of the campaign and of the party. */
const forbidden = (
  { by: channel, test }: Sent,
  { campaign, address, basis }: SendingGrounds,
): Answer | undefined => {
  if (campaign === 'cancelled' && !test)
    return refuse({ code: 'campaign-member/campaign-cancelled' });
  if (address === 'unknown') return refuse({ code: 'campaign-member/no-address', channel });
  return basis === 'none' && !test
    ? refuse({ code: 'campaign-member/no-basis', channel })
    : undefined;
};
