import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { type CampaignMember, recordOf } from '../state.ts';

/**
 * Records that an e-mail came back, once for each mailing. Only a hard bounce after a soft one is
 * recorded as well: it says that the address is dead after all.
 */
export const recordMailingBounce = (
  { campaignId, partyId, mailingId, kind, reason }: Data<'RecordMailingBounce'>,
  state: CampaignMember,
): Answer => {
  const sent = recordOf(state).sent.get(mailingId);
  if (sent === undefined) return refuse({ code: 'campaign-member/unknown-mailing', mailingId });
  if (sent.test) return refuse({ code: 'campaign-member/test-mailing', mailingId });
  if (sent.by !== 'e-mail') return refuse({ code: 'campaign-member/not-an-e-mail', mailingId });
  if (sent.bounced === 'hard' || sent.bounced === kind) return emit();
  return emit({
    type: 'CampaignMemberBounced',
    data: { campaignId, partyId, mailingId, kind, ...(reason === undefined ? {} : { reason }) },
  });
};
