import type { Instant, LocalDate, Period } from '@presales/kernel';
import type { Valuation } from '../shared/valuation.ts';
import { existingCustomers } from '../shared/wins.ts';
import type { Attribute } from './attributing.ts';
import { creditedWhole, firstWins } from './credits.ts';
import type { RoiFacts } from './facts.ts';
import type { Lines } from './lines.ts';
import { asksForOpportunities } from './objectives.ts';
import { openingsOf } from './opportunities.ts';
import { AttributionTally } from './tally.ts';
import type { KnownTouch } from './touches.ts';

/** What every step of a report's tallying needs. */
export interface RoiContext extends Valuation {
  readonly facts: RoiFacts;
  readonly period: Period | undefined;
  readonly inPeriod: (at: Instant) => boolean;
  readonly touches: readonly KnownTouch[];
  readonly touchesOf: (partyId: string | undefined) => readonly KnownTouch[];
  readonly attribute: Attribute;
}

/** Tallies what was spent in the period. */
export const tallyCosts = (lines: Lines, { facts, period, exchange }: RoiContext): void => {
  const counts = (date: LocalDate): boolean =>
    period === undefined || (period.start <= date && date < period.end);
  for (const { campaign_id, amount, currency, cost_date } of facts.costs) {
    if (!counts(cost_date)) continue;
    const spent = exchange(amount, currency, cost_date);
    for (const tally of lines.both(campaign_id)) tally.spend(spent);
  }
};

/** Tallies who answered in the period, and the leads captured since their campaign started. */
export const tallyTouches = (
  lines: Lines,
  { facts, touches, inPeriod, days }: RoiContext,
): void => {
  const startOf = new Map(
    facts.campaigns.map(({ campaign_id, starts_on }) => [campaign_id, starts_on]),
  );
  for (const { campaign_id, kind, leadId, occurred_at } of touches) {
    if (!inPeriod(occurred_at)) continue;
    if (kind === 'answer') for (const tally of lines.both(campaign_id)) tally.respond();
    else if (kind === 'capture' && leadId !== undefined)
      if (days.dateOf(occurred_at) >= (startOf.get(campaign_id) ?? ''))
        for (const tally of lines.both(campaign_id)) tally.lead(leadId);
  }
};

/** Tallies the deals won in the period; and hands out all of them, and those of no campaign. */
export const tallyWins = (
  lines: Lines,
  { facts, currency, exchange, days, inPeriod, attribute }: RoiContext,
): { readonly sales: AttributionTally; readonly unattributed: AttributionTally } => {
  const sales = new AttributionTally(currency);
  const unattributed = new AttributionTally(currency);
  const isFirstWin = firstWins(facts.wins, existingCustomers(facts.parties, facts.partyMerges));
  for (const win of facts.wins) {
    if (win.undone !== undefined || !inPeriod(win.at)) continue;
    const whole = creditedWhole(win, isFirstWin(win), exchange, days);
    sales.sell(whole);
    const parts = attribute(win, whole);
    if (parts.size === 0) unattributed.sell(whole);
    for (const [campaignId, part] of parts)
      for (const tally of lines.both(campaignId)) tally.sell(part);
  }
  return { sales, unattributed };
};

/**
 * The opportunities credited to each campaign, whatever became of them; none where no objective asks
 * for them.
 */
export const opportunitiesByCampaign = ({
  facts,
  currency,
  exchange,
  days,
  touchesOf,
  attribute,
}: RoiContext): ReadonlyMap<string, AttributionTally> => {
  const opportunities = new Map<string, AttributionTally>();
  if (!asksForOpportunities(facts.objectives)) return opportunities;
  for (const opening of openingsOf(facts, exchange, days)) {
    const deal = { ...opening, at: opening.openedAt };
    if (touchesOf(deal.partyId).length === 0) continue;
    for (const [campaignId, part] of attribute(deal, opening.whole())) {
      const tally = opportunities.get(campaignId) ?? new AttributionTally(currency);
      opportunities.set(campaignId, tally);
      tally.sell(part);
    }
  }
  return opportunities;
};
