import { Id, Instant, message } from '@presales/kernel';
import { z } from 'zod';
import { ResponseKind } from './events.ts';

const member = { campaignId: Id, partyId: Id, at: Instant };

/** What can be asked of a campaign's member. */
export const CampaignMemberCommand = z.discriminatedUnion('type', [
  message('EnrolCampaignMember', member),
  /** Answering enrols: people answer campaigns that were never sent to them. */
  message('RecordCampaignResponse', { ...member, responseId: Id, kind: ResponseKind }),
]);
export type CampaignMemberCommand = z.infer<typeof CampaignMemberCommand>;
