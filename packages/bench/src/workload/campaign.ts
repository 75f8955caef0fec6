import type { PresalesEvent } from '@presales/domain';
import { type Invent, times } from './history.ts';
import { euros } from './money.ts';
import { id } from './people.ts';
import { prose } from './words.ts';

/** A campaign whose budget is argued about and which costs money all the time. */
export const campaign: Invent = ({ random, number, length }) => {
  const campaignId = id('campaign', number);
  const budget = euros(random);
  const planned: readonly PresalesEvent[] = [
    {
      type: 'CampaignPlanned',
      data: {
        campaignId,
        name: prose(random, 150),
        channel: random.oneOf(['e-mail', 'trade-fair', 'webinar']),
        startsOn: '2026-02-01',
      },
    },
    { type: 'CampaignBudgeted', data: { campaignId, budget } },
    { type: 'CampaignStarted', data: { campaignId } },
  ];
  const spent = times(
    length - planned.length,
    (): PresalesEvent =>
      random.chance(0.6)
        ? {
            type: 'CampaignCostRecorded',
            data: {
              campaignId,
              costId: `${id('cost', random.uuid())}/${random.uuid()}/${random.uuid()}`,
              amount: { amount: random.whole(1_000, 90_000), currency: 'EUR', scale: 2 },
              kind: random.oneOf(['media', 'agency', 'print', 'event']),
              costDate: `2026-0${random.whole(1, 9)}-15`,
            },
          }
        : {
            type: 'CampaignBudgetRevised',
            data: { campaignId, from: budget, to: euros(random), reason: prose(random, 140) },
          },
  );
  return { stream: `campaign-${campaignId}`, events: [...planned, ...spent] };
};
