import { type Answer, emit, refuse } from '../refusals.ts';
import { type CampaignMember, recordOf, type Sent } from '../state.ts';

/**
 * The answer where nothing is sent: it was sent already, or must not be. A party that unsubscribed is
 * no longer written to by any means. A hard bounce ends e-mails only, and soft ones end nothing,
 * however many come. A test needs no enrolment.
 */
export const notToBeSent = (
  id: string,
  sending: Sent,
  state: CampaignMember,
): Answer | undefined => {
  const record = recordOf(state);
  const sent = record.sent.get(id);
  if (sent !== undefined)
    return sent.by === sending.by && sent.test === sending.test
      ? emit()
      : refuse({ code: 'campaign-member/mailing-exists', mailingId: id });
  if (state.status !== 'enrolled' && !sending.test)
    return refuse({ code: 'campaign-member/not-enrolled' });
  if (record.unsubscribed) return refuse({ code: 'campaign-member/unsubscribed' });
  const dead = [...record.sent].find(([, { bounced }]) => bounced === 'hard');
  return sending.by === 'e-mail' && dead !== undefined
    ? refuse({ code: 'campaign-member/hard-bounced', mailingId: dead[0] })
    : undefined;
};
