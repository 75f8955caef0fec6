import type { FactOrder } from '@presales/kernel';
import type { CampaignMemberCommand } from '../commands.ts';
import type { CampaignMemberEvent } from '../events.ts';

/**
 * What happens to a campaign's member after what (B21). Answers and touches may be entered late.
 */
export const factOrder: FactOrder<CampaignMemberCommand, CampaignMemberEvent> = {
  settles: {
    CampaignMemberEnrolled: ['membership'],
    CampaignMemberRemoved: ['membership'],
    MailingSent: [{ aspect: 'mailing', by: ['mailingId'] }],
    LetterPosted: [{ aspect: 'mailing', by: ['letterId'] }],
    CampaignResponseRecorded: [],
    CampaignMemberBounced: [{ aspect: 'mailing', by: ['mailingId'] }, 'bounce'],
    CampaignMemberUnsubscribed: ['permission'],
    CampaignMemberResubscribed: ['permission'],
    CampaignTouchRecorded: [],
  },
  follows: {
    EnrolCampaignMember: [],
    RemoveCampaignMember: ['membership'],
    SendMailing: ['membership', 'permission', 'bounce'],
    PostLetter: ['membership', 'permission'],
    RecordCampaignResponse: [{ aspect: 'mailing', by: ['mailingId'] }],
    RecordMailingBounce: [{ aspect: 'mailing', by: ['mailingId'] }],
    UnsubscribeMember: [],
    ResubscribeMember: [],
    RecordCampaignTouch: [],
  },
};
