import { type CurrencyCode, type Money, money } from '@presales/kernel';
import { split } from '../shared/credit.ts';
import { add } from '../shared/figures.ts';
import type { KnownLead } from './lead.ts';

/** What leads cost, in one currency. */
export interface LeadCosts {
  readonly ofSource: (source: string) => Money;
  /** Of campaigns without a lead. */
  readonly withoutLeads: Money;
}

/**
 * What campaigns cost, by the sources of their leads (S24). The cost of each campaign is split between
 * the sources by the number of its leads, by largest remainder, so that the sources and the campaigns
 * without leads add up to all that was spent.
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
  const bySource = new Map<string, number>();
  let withoutLeads = 0;
  for (const [campaignId, cost] of costs) {
    const sources = [...(leads.get(campaignId) ?? [])].sort(([left], [right]) =>
      left < right ? -1 : 1,
    );
    if (sources.length === 0) {
      withoutLeads = add(withoutLeads, cost, currency);
      continue;
    }
    const parts = split(
      cost,
      sources.map(([, count]) => count),
    );
    sources.forEach(([source], place) => {
      bySource.set(source, add(bySource.get(source) ?? 0, parts[place] ?? 0, currency));
    });
  }
  return {
    ofSource: (source) => money(bySource.get(source) ?? 0, currency),
    withoutLeads: money(withoutLeads, currency),
  };
};
