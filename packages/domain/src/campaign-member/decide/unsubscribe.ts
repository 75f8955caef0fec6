import { type Answer, type Data, emit } from '../refusals.ts';
import { type CampaignMember, recordOf } from '../state.ts';

/** Nothing more is sent to the party in this campaign, whether it is enrolled now or later. */
export const unsubscribe = (
  { campaignId, partyId, reason }: Data<'UnsubscribeMember'>,
  state: CampaignMember,
): Answer =>
  recordOf(state).unsubscribed
    ? emit()
    : emit({
        type: 'CampaignMemberUnsubscribed',
        data: { campaignId, partyId, ...(reason === undefined ? {} : { reason }) },
      });
