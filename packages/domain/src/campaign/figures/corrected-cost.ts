import { type Money, plus } from '@presales/kernel';
import type { CampaignCost, CampaignRecord } from '../state.ts';

/** What is left of a recorded cost after its corrections; undefined where no cost has the id. */
export const correctedCost = (
  { costs, corrections }: Pick<CampaignRecord, 'costs' | 'corrections'>,
  costId: string,
): Money | undefined => {
  const cost = costs.get(costId);
  return cost && afterCorrections(cost, corrections);
};

/** What is left of a cost after the corrections that were made to it. */
export const afterCorrections = (
  { costId, amount }: CampaignCost,
  corrections: CampaignRecord['corrections'],
): Money =>
  [...corrections.values()]
    .filter((correction) => correction.costId === costId)
    .reduce((left, { delta }) => plus(left, delta), amount);
