import type { CampaignMember, Sent } from '../campaign-member.ts';
import type { CampaignMemberEvent } from '../events.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';

/** An e-mail goes out, unless the member unsubscribed or its address bounced hard. */
export const sendMailing = (
  { at: _, ...mailing }: Data<'SendMailing'>,
  state: CampaignMember,
): Answer => {
  const { mailingId, channel: by, test } = mailing;
  return (
    notToBeSent(mailingId, { by, test: test === true }, state) ??
    emit({ type: 'MailingSent', data: mailing })
  );
};

/** A letter goes out, unless the member unsubscribed. A dead e-mail address does not stop it. */
export const postLetter = (
  { at: _, ...letter }: Data<'PostLetter'>,
  state: CampaignMember,
): Answer => {
  const { letterId, test } = letter;
  return (
    notToBeSent(letterId, { by: 'letter', test: test === true }, state) ??
    emit({ type: 'LetterPosted', data: letter })
  );
};

/**
 * The answer where nothing goes out: it did already, or must not. Whoever unsubscribed is written to
 * no more by any means; a hard bounce ends e-mails alone, and a soft one, however often it comes,
 * ends nothing. What only tries a mailing out needs no enrolment.
 */
const notToBeSent = (id: string, sending: Sent, state: CampaignMember): Answer | undefined => {
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

/**
 * An e-mail came back. It counts once for each mailing; only a hard bounce after a soft one, which
 * says that the address is dead after all, is news.
 */
export const bounce = (
  { campaignId, partyId, mailingId, kind, reason }: Data<'RecordMailingBounce'>,
  state: CampaignMember,
): Answer => {
  const sent = state.status === 'absent' ? undefined : state.sent.get(mailingId);
  if (sent === undefined) return refuse({ code: 'campaign-member/unknown-mailing', mailingId });
  if (sent.test) return refuse({ code: 'campaign-member/test-mailing', mailingId });
  if (sent.by !== 'e-mail') return refuse({ code: 'campaign-member/not-an-e-mail', mailingId });
  if (sent.bounced === 'hard' || sent.bounced === kind) return emit();
  const bounced: CampaignMemberEvent = {
    type: 'CampaignMemberBounced',
    data: { campaignId, partyId, mailingId, kind, ...(reason === undefined ? {} : { reason }) },
  };
  return emit(bounced);
};
