import type { LocalDate } from '@presales/kernel';
import type { LeadRecord } from '../state.ts';
import type { LeadFact } from '../values/fact.ts';
import { defaultBands, type TemperatureBands, temperatureOf } from './temperature.ts';

/**
 * What a lead's own history says of it as of a day, for a score: `source`, `qualification`,
 * `temperature`, `existing-customer` and `referred` (`yes` or `no`), and the counts `interests`,
 * `interest:KIND` for every kind that was shown, `touches` and `campaigns` (distinct ones).
 */
export const leadFacts = (
  { captured, qualification, customerId, purchase, interests, touches }: LeadRecord,
  asOf: LocalDate,
  bands: TemperatureBands = defaultBands,
): readonly LeadFact[] => {
  const kinds = new Map<string, number>();
  const campaigns = new Set(captured.campaignId === undefined ? [] : [captured.campaignId]);
  for (const { kind, campaignId } of interests.values()) {
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (campaignId !== undefined) campaigns.add(campaignId);
  }
  for (const { campaignId } of touches.values()) campaigns.add(campaignId);
  return [
    { fact: 'source', value: captured.source },
    { fact: 'qualification', value: qualification },
    {
      fact: 'temperature',
      value: purchase
        ? temperatureOf(purchase.timeframe, purchase.statedOn, asOf, bands)
        : ('cold' as const),
    },
    { fact: 'existing-customer', value: yesOrNo(customerId) },
    { fact: 'referred', value: yesOrNo(captured.referrerId) },
    { fact: 'interests', value: interests.size },
    ...[...kinds].map(([kind, count]) => ({ fact: `interest:${kind}`, value: count })),
    { fact: 'touches', value: touches.size },
    { fact: 'campaigns', value: campaigns.size },
  ];
};

const yesOrNo = (known: string | undefined): string => (known === undefined ? 'no' : 'yes');
