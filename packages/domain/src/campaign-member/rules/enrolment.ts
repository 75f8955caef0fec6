import type { CampaignMemberEvent } from '../events.ts';
import type { CampaignMember } from '../state.ts';

/** The event by which a party is taken into a campaign. */
export const enrolled = (member: {
  readonly campaignId: string;
  readonly partyId: string;
}): CampaignMemberEvent => ({ type: 'CampaignMemberEnrolled', data: member });

/**
 * What a touch or an answer adds: a party that was never in the campaign is in it from then on. A
 * party that was removed stays out.
 */
export const entering = (
  { campaignId, partyId }: { readonly campaignId: string; readonly partyId: string },
  state: CampaignMember,
): readonly CampaignMemberEvent[] =>
  state.status === 'absent' || state.status === 'outside'
    ? [enrolled({ campaignId, partyId })]
    : [];
