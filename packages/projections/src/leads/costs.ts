import { type CurrencyCode, type Money, money } from '@presales/kernel';
import { apportionedAmounts, ExactSum } from '../shared/exact-sum.ts';
import { add } from '../shared/figures.ts';
import type { KnownLead } from './lead.ts';

/** What leads cost, in one currency. */
export interface LeadCosts {
  readonly ofSource: (source: string) => Money;
  /** Of campaigns without a lead. */
  readonly withoutLeads: Money;
}

/**
 * What campaigns cost, by the sources of their leads (S24). The cost of each campaign is shared between
 * the sources by the number of its leads. The shares are summed exactly and rounded once for each
 * source, by largest remainder, so that the sources and the campaigns without leads add up to all that
 * was spent.
 */
export const leadCosts = (
  costs: ReadonlyMap<string, number>,
  ofCampaigns: readonly KnownLead[],
  currency: CurrencyCode,
): LeadCosts => {
  const leads = new Map<string, Map<string, number>>();
  for (const { campaignId = '', source } of ofCampaigns) {
    const sources = leads.get(campaignId) ?? new Map<string, number>();
    leads.set(campaignId, sources.set(source, (sources.get(source) ?? 0) + 1));
  }
  const sums = new Map(
    ofCampaigns
      .map(({ source }) => source)
      .sort()
      .map((source) => [source, new ExactSum()]),
  );
  let withoutLeads = 0;
  for (const [campaignId, cost] of costs) {
    const sources = leads.get(campaignId) ?? new Map<string, number>();
    const all = [...sources.values()].reduce((left, count) => left + count, 0);
    if (all === 0) withoutLeads = add(withoutLeads, cost, currency);
    for (const [source, count] of sources) sums.get(source)?.add(cost, count, all);
  }
  const amounts = apportionedAmounts([...sums.values()], currency);
  const bySource = new Map([...sums.keys()].map((source, place) => [source, amounts[place] ?? 0]));
  return {
    ofSource: (source) => money(bySource.get(source) ?? 0, currency),
    withoutLeads: money(withoutLeads, currency),
  };
};
