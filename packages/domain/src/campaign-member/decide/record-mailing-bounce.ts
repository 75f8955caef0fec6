import type { CampaignMemberEvent } from '../events.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { CampaignMember } from '../state.ts';

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
