import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { CampaignMember } from '../state.ts';

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
