import { type Answer, type Data, emit } from '../refusals.ts';
import { enrolled } from '../rules/enrolment.ts';
import type { CampaignMember } from '../state.ts';

/** Takes a party into the campaign, or back into it. A party that unsubscribed stays unsubscribed. */
export const enrol = (
  { campaignId, partyId }: Data<'EnrolCampaignMember'>,
  state: CampaignMember,
): Answer => (state.status === 'enrolled' ? emit() : emit(enrolled({ campaignId, partyId })));
