import { type CurrencyCode, type MoneyFigure, moneyFigure, type Whole } from '@presales/kernel';
import { apportioned, ExactSum } from '../shared/exact-sum.ts';
import { add } from '../shared/whole.ts';
import type { KnownLead } from './lead.ts';

/** What leads cost, in one currency. */
export interface LeadCosts {
  /** Of one line of the report. */
  readonly ofLine: (line: string) => MoneyFigure;
  /** Of campaigns without a lead. */
  readonly withoutLeads: MoneyFigure;
}

/**
 * What campaigns cost, by the sources of their leads (S24), or by whatever lines the report has. The
 * cost of each campaign is shared between the lines by the number of its leads. The shares are summed
 * exactly and rounded once for each line, by largest remainder, so that the lines and the campaigns
 * without leads add up to all that was spent.
 */
export const leadCosts = (
  costs: ReadonlyMap<string, Whole>,
  ofCampaigns: readonly KnownLead[],
  lineOf: (lead: KnownLead) => string,
  currency: CurrencyCode,
): LeadCosts => {
  const leads = new Map<string, Map<string, number>>();
  for (const lead of ofCampaigns) {
    const { campaignId = '' } = lead;
    const line = lineOf(lead);
    const lines = leads.get(campaignId) ?? new Map<string, number>();
    leads.set(campaignId, lines.set(line, (lines.get(line) ?? 0) + 1));
  }
  const sums = new Map(
    ofCampaigns
      .map(lineOf)
      .sort()
      .map((line) => [line, new ExactSum()]),
  );
  let withoutLeads: Whole = 0;
  for (const [campaignId, cost] of costs) {
    const lines = leads.get(campaignId) ?? new Map<string, number>();
    const all = [...lines.values()].reduce((left, count) => left + count, 0);
    if (all === 0) withoutLeads = add(withoutLeads, cost);
    for (const [line, count] of lines) sums.get(line)?.add(cost, count, all);
  }
  const amounts = apportioned([...sums.values()]);
  const byLine = new Map([...sums.keys()].map((line, place) => [line, amounts[place] ?? 0]));
  return {
    ofLine: (line) => moneyFigure(byLine.get(line) ?? 0, currency),
    withoutLeads: moneyFigure(withoutLeads, currency),
  };
};
