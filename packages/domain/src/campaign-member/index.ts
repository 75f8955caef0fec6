export {
  type CampaignMember,
  type CampaignMemberRefusal,
  campaignMember,
  campaignMemberIdOf,
} from './campaign-member.ts';
export { CampaignMemberCommand } from './commands.ts';
export { CampaignMemberEvent, ResponseKind } from './events.ts';
