import type { CampaignMember } from '../campaign-member.ts';
import type { CampaignMemberEvent } from '../events.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';

/** Takes a party into the campaign, again if it was removed. Who unsubscribed stays so. */
export const enrol = (
  { campaignId, partyId }: Data<'EnrolCampaignMember'>,
  state: CampaignMember,
): Answer => (state.status === 'enrolled' ? emit() : emit(enrolled({ campaignId, partyId })));

/** Takes a party out of the campaign. What passed between them stays. */
export const remove = (
  { campaignId, partyId, reason }: Data<'RemoveCampaignMember'>,
  state: CampaignMember,
): Answer => {
  switch (state.status) {
    case 'absent':
    case 'outside':
      return refuse({ code: 'campaign-member/not-enrolled' });
    case 'removed':
      return emit();
    case 'enrolled':
      return emit({
        type: 'CampaignMemberRemoved',
        data: { campaignId, partyId, ...(reason === undefined ? {} : { reason }) },
      });
  }
};

/** Nothing more is sent to the party in this campaign, whether it is enrolled now or later. */
export const unsubscribe = (
  { campaignId, partyId, reason }: Data<'UnsubscribeMember'>,
  state: CampaignMember,
): Answer =>
  state.status !== 'absent' && state.unsubscribed
    ? emit()
    : emit({
        type: 'CampaignMemberUnsubscribed',
        data: { campaignId, partyId, ...(reason === undefined ? {} : { reason }) },
      });

/** A party is taken into a campaign. */
export const enrolled = (member: {
  readonly campaignId: string;
  readonly partyId: string;
}): CampaignMemberEvent => ({ type: 'CampaignMemberEnrolled', data: member });
