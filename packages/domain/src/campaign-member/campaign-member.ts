import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { CampaignMemberCommand } from './commands.ts';
import { enrol } from './decide/enrol.ts';
import { postLetter } from './decide/post-letter.ts';
import { recordMailingBounce } from './decide/record-mailing-bounce.ts';
import { recordResponse } from './decide/record-response.ts';
import { recordTouch } from './decide/record-touch.ts';
import { remove } from './decide/remove.ts';
import { resubscribe } from './decide/resubscribe.ts';
import { sendMailing } from './decide/send-mailing.ts';
import { unsubscribe } from './decide/unsubscribe.ts';
import { CampaignMemberEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Answer, CampaignMemberRefusal } from './refusals.ts';
import { factOrder } from './rules/fact-order.ts';
import type { CampaignMember } from './state.ts';

const decide = (command: CampaignMemberCommand, state: CampaignMember): Answer => {
  switch (command.type) {
    case 'EnrolCampaignMember':
      return enrol(command.data, state);
    case 'RemoveCampaignMember':
      return remove(command.data, state);
    case 'SendMailing':
      return sendMailing(command.data, state);
    case 'PostLetter':
      return postLetter(command.data, state);
    case 'RecordCampaignResponse':
      return recordResponse(command.data, state);
    case 'RecordMailingBounce':
      return recordMailingBounce(command.data, state);
    case 'UnsubscribeMember':
      return unsubscribe(command.data, state);
    case 'ResubscribeMember':
      return resubscribe(command.data, state);
    case 'RecordCampaignTouch':
      return recordTouch(command.data, state);
  }
};

/**
 * The id of a campaign's member: `campaign/party`. A slash within the campaign's id is escaped, so
 * that two pairs never share a stream.
 */
export const campaignMemberIdOf = (campaignId: string, partyId: string): string =>
  `${campaignId.replaceAll('%', '%25').replaceAll('/', '%2F')}/${partyId}`;

/** One party in one campaign (S12): a stream of its own, because campaigns have many members. */
export const campaignMember: Aggregate<
  CampaignMemberCommand,
  CampaignMember,
  CampaignMemberEvent,
  CampaignMemberRefusal
> = aggregate({
  category: 'campaignMember',
  commands: CampaignMemberCommand,
  events: CampaignMemberEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  inOrder: inOrder('campaign-member/before-fact', factOrder),
  identify: ({ data }) => campaignMemberIdOf(data.campaignId, data.partyId),
});
