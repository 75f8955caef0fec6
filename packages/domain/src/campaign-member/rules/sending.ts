import { type Answer, emit, refuse } from '../refusals.ts';
import type { CampaignMember, Sent } from '../state.ts';

/**
 * The answer where nothing goes out: it did already, or must not. Whoever unsubscribed is written to
 * no more by any means; a hard bounce ends e-mails alone, and a soft one, however often it comes,
 * ends nothing. What only tries a mailing out needs no enrolment.
 */
export const notToBeSent = (
  id: string,
  sending: Sent,
  state: CampaignMember,
): Answer | undefined => {
  if (state.status === 'absent')
    return sending.test ? undefined : refuse({ code: 'campaign-member/not-enrolled' });
  const sent = state.sent.get(id);
  if (sent !== undefined)
    return sent.by === sending.by && sent.test === sending.test
      ? emit()
      : refuse({ code: 'campaign-member/mailing-exists', mailingId: id });
  if (state.status !== 'enrolled' && !sending.test)
    return refuse({ code: 'campaign-member/not-enrolled' });
  if (state.unsubscribed) return refuse({ code: 'campaign-member/unsubscribed' });
  const dead = [...state.sent].find(([, { bounced }]) => bounced === 'hard');
  return sending.by === 'e-mail' && dead !== undefined
    ? refuse({ code: 'campaign-member/hard-bounced', mailingId: dead[0] })
    : undefined;
};
