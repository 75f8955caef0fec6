import type { PresalesEvent } from '@presales/domain';
import { type Invent, times } from './history.ts';
import { id } from './people.ts';

/** A party that answers a campaign again and again: every answer is a touch. */
export const campaignMember: Invent = ({ random, people, number, length }) => {
  const campaignId = people.campaignId();
  const partyId = id('party', number);
  const enrolled: PresalesEvent = {
    type: 'CampaignMemberEnrolled',
    data: { campaignId, partyId },
  };
  const answered = times(
    length - 1,
    (): PresalesEvent => ({
      type: 'CampaignResponseRecorded',
      data: {
        campaignId,
        partyId,
        responseId: `${id('response', random.uuid())}/${random.uuid()}/${random.uuid()}/${random.uuid()}`,
        kind: random.oneOf(['reply', 'form', 'click', 'call']),
      },
    }),
  );
  return {
    stream: `campaignMember-${campaignId}/${partyId}`,
    events: [enrolled, ...answered],
  };
};
