import { type Money, plus } from '@presales/kernel';
import type { CampaignBook, CampaignCost } from '../state.ts';

/** What stands of a recorded cost after its corrections; undefined for an id that is no cost's. */
export const correctedCost = (
  campaign: Pick<CampaignBook, 'costs' | 'corrections'>,
  costId: string,
): Money | undefined => {
  const cost = campaign.costs.get(costId);
  return cost && standing(cost, campaign);
};

export const standing = (
  cost: CampaignCost,
  { corrections }: Pick<CampaignBook, 'corrections'>,
): Money =>
  [...corrections.values()]
    .filter(({ costId }) => costId === cost.costId)
    .reduce((amount, { delta }) => plus(amount, delta), cost.amount);
