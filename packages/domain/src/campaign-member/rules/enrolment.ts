import type { CampaignMemberEvent } from '../events.ts';
import type { CampaignMember } from '../state.ts';

/** A party is taken into a campaign. */
export const enrolled = (member: {
  readonly campaignId: string;
  readonly partyId: string;
}): CampaignMemberEvent => ({ type: 'CampaignMemberEnrolled', data: member });

/** Whoever answers or is met is in the campaign from then on; who was removed stays out. */
export const entering = (
  { campaignId, partyId }: { readonly campaignId: string; readonly partyId: string },
  state: CampaignMember,
): readonly CampaignMemberEvent[] =>
  state.status === 'absent' || state.status === 'outside'
    ? [enrolled({ campaignId, partyId })]
    : [];
