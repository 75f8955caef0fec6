import type { Instant, LocalDate, Period } from '@presales/kernel';
import type { MomentOf } from '../shared/moments.ts';
import { campaignSource } from '../shared/rates.ts';
import type { Valuation } from '../shared/valuation.ts';
import { existingCustomers } from '../shared/wins.ts';
import type { Attribute } from './attributing.ts';
import { creditedWhole, firstWins } from './credits.ts';
import type { RoiFacts } from './facts.ts';
import type { Lines } from './lines.ts';
import { asksForOpportunities } from './objectives.ts';
import { openingsOf } from './opportunities.ts';
import { type Amounts, AttributionTally, nothing } from './tally.ts';
import type { KnownTouch, TouchesOf } from './touches.ts';

/** What every step of a report's tallying needs. */
export interface RoiContext extends Valuation {
  readonly facts: RoiFacts;
  readonly period: Period | undefined;
  readonly inPeriod: (at: Instant) => boolean;
  readonly touches: readonly KnownTouch[];
  readonly touchesOf: TouchesOf;
  readonly momentOf: MomentOf;
  readonly attribute: Attribute;
}

/** Tallies what was spent in the period. */
export const tallyCosts = (lines: Lines, { facts, period, exchange }: RoiContext): void => {
  const counts = (date: LocalDate): boolean =>
    period === undefined || (period.start <= date && date < period.end);
  for (const cost of facts.costs) {
    if (!counts(cost.cost_date)) continue;
    const spent = exchange(cost.amount, cost.currency, cost.cost_date, campaignSource(cost));
    for (const tally of lines.both(cost.campaign_id)) tally.spend(spent);
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
  { facts, currency, exchange, days, momentOf, inPeriod, attribute }: RoiContext,
): { readonly sales: AttributionTally; readonly unattributed: AttributionTally } => {
  const sales = new AttributionTally(currency);
  const unattributed = new AttributionTally(currency);
  const isFirstWin = firstWins(facts.wins, existingCustomers(facts.parties, facts.customers));
  for (const win of facts.wins) {
    if (win.undone !== undefined || !inPeriod(win.at)) continue;
    const whole = creditedWhole(win, isFirstWin(win), exchange, days);
    sales.sell(whole);
    const { of, parts } = attribute({ ...win, opened: momentOf(win.openedAt, win.zone) });
    if (parts.size === 0) unattributed.sell(whole);
    for (const [campaignId, part] of parts)
      for (const tally of lines.both(campaignId)) tally.sell(whole, part, of);
  }
  return { sales, unattributed };
};

/**
 * What the opportunities credited to each campaign come to, whatever became of them; nothing where no
 * objective asks for them.
 */
export const opportunitiesByCampaign = ({
  facts,
  currency,
  exchange,
  days,
  momentOf,
  touchesOf,
  attribute,
}: RoiContext): ReadonlyMap<string, Amounts> => {
  if (!asksForOpportunities(facts.objectives)) return new Map();
  const tallies = new Map(
    facts.campaigns.map(({ campaign_id }) => [campaign_id, new AttributionTally(currency)]),
  );
  for (const opening of openingsOf(facts, exchange, days, momentOf)) {
    if (touchesOf(opening).length === 0) continue;
    // What was touched while it was open plays no part: most are not won, and many still open.
    const { of, parts } = attribute({ ...opening, at: opening.opened.at });
    for (const [campaignId, part] of parts) {
      const tally = tallies.get(campaignId) ?? new AttributionTally(currency);
      tallies.set(campaignId, tally);
      tally.sell(opening.whole(), part, of);
    }
  }
  const amounts = AttributionTally.amountsOf([...tallies.values()]);
  return new Map(
    [...tallies.keys()].map((campaignId, place) => [campaignId, amounts[place] ?? nothing]),
  );
};
