import { Id, message } from '@presales/kernel';
import { z } from 'zod';

const member = { campaignId: Id, partyId: Id };

/** How somebody answered a campaign. Opens are not answers: mail privacy proxies fake them. */
export const ResponseKind = z.enum([
  'reply',
  'form',
  'click',
  'call',
  'visit',
  'attendance',
  'chat',
  'download',
]);
export type ResponseKind = z.infer<typeof ResponseKind>;

/** All that can have happened between a campaign and one party; every response is a touch. */
export const CampaignMemberEvent = z.discriminatedUnion('type', [
  message('CampaignMemberEnrolled', member),
  message('CampaignResponseRecorded', { ...member, responseId: Id, kind: ResponseKind }),
]);
export type CampaignMemberEvent = z.infer<typeof CampaignMemberEvent>;
