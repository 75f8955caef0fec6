export { campaignMember, campaignMemberIdOf } from './campaign-member.ts';
export { CampaignMemberCommand } from './commands.ts';
export { CampaignMemberEvent } from './events.ts';
export { firstResponseOf } from './figures/first-response.ts';
export type { CampaignMemberRefusal } from './refusals.ts';
export { causeOf } from './rules/subscription.ts';
export type {
  CampaignMember,
  CampaignMemberRecord,
  CampaignResponse,
  CampaignTouch,
  Sent,
  UnsubscribedBy,
} from './state.ts';
export {
  BounceKind,
  MailingChannel,
  ResponseKind,
  SendingGrounds,
  TouchKind,
  WrittenChannel,
} from './vocabulary.ts';
