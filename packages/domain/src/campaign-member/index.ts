export {
  type CampaignMember,
  type CampaignMemberBook,
  type CampaignResponse,
  type CampaignTouch,
  campaignMember,
  campaignMemberIdOf,
  type Sent,
} from './campaign-member.ts';
export { CampaignMemberCommand } from './commands.ts';
export { firstResponseOf } from './decide/record-response.ts';
export {
  BounceKind,
  CampaignMemberEvent,
  MailingChannel,
  ResponseKind,
  TouchKind,
} from './events.ts';
export type { CampaignMemberRefusal } from './refusals.ts';
