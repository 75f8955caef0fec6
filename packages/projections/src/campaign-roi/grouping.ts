import { byTime } from '../shared/fact.ts';
import { survivorsOf } from '../shared/merges.ts';
import type { CampaignGrouping } from './parameters.ts';
import type { CampaignFact, ParentFact } from './tables.ts';

/** A line of the report: a campaign, a family of campaigns, or all of a channel. */
export interface Line {
  readonly key: string;
  readonly name: string;
  readonly channel: string;
}

/**
 * The line that a campaign is counted in. A family is called by its topmost campaign, which is part
 * of no other; what is spent and won is counted there once, whatever campaigns lie between.
 */
export const lineOf = (
  by: CampaignGrouping,
  campaigns: readonly CampaignFact[],
  parents: readonly ParentFact[],
): ((campaignId: string) => Line) => {
  const known = new Map(campaigns.map((campaign) => [campaign.campaign_id, campaign]));
  const plain = (campaignId: string): Line => ({
    key: campaignId,
    name: known.get(campaignId)?.name ?? campaignId,
    channel: known.get(campaignId)?.channel ?? 'other',
  });
  switch (by) {
    case 'campaign':
      return plain;
    case 'channel':
      return (campaignId) => {
        const { channel } = plain(campaignId);
        return { key: channel, name: channel, channel };
      };
    case 'family': {
      const latest = new Map(
        [...parents].sort(byTime).map((fact) => [fact.campaign_id, fact] as const),
      );
      const top = survivorsOf(
        [...latest.values()].flatMap(({ parent_id, campaign_id, position }) =>
          parent_id === null ? [] : [{ merged_id: campaign_id, survivor_id: parent_id, position }],
        ),
      );
      return (campaignId) => plain(top(campaignId));
    }
  }
};
