import {
  InvalidInput,
  type LocalDate,
  money,
  type Position,
  type SqlReader,
} from '@presales/kernel';
import { daysOf, lastDayOf, within } from '../shared/days.ts';
import { byTime } from '../shared/fact.ts';
import { present } from '../shared/present.ts';
import { queryBuilder } from '../shared/query-builder.ts';
import { type Exchange, exchangeTo } from '../shared/rates.ts';
import { answerOf, scopeOf } from '../shared/scope.ts';
import { existingCustomers, type Win } from '../shared/wins.ts';
import {
  type AttributionName,
  attributionModels,
  defaultHalfLifeDays,
  type PositionShares,
} from './attribution/index.ts';
import { creditedWhole, credits, firstWins } from './credits.ts';
import { readFacts } from './facts.ts';
import { type Line, lineOf } from './grouping.ts';
import { asksForOpportunities, attainmentOf, latestObjectives } from './objectives.ts';
import { openingsOf } from './opportunities.ts';
import type { CampaignRoiParameters } from './parameters.ts';
import type { CampaignRoi, CampaignRoiReport, Profitability } from './report.ts';
import type { BudgetFact, CampaignRoiTables, CostFact } from './tables.ts';
import { CampaignTally, type Credited, SalesTally } from './tally.ts';
import { knownTouches, seenByModel, touchesByParty, touchesInTime } from './touches.ts';

/** How far back a touch may lie, in days, unless the question says otherwise (B5). */
export const defaultLookBackDays = 90;

/**
 * Campaign profitability: what each campaign cost, what the deals credited to it brought, and the
 * profit and ROI of that (S53). The credits of a deal sum to exactly one, its money is split by
 * largest remainder, and what no campaign touched stands apart, so that the report always adds up to
 * all that was sold.
 *
 * @throws MissingExchangeRate when an amount cannot be valued in the reporting currency
 * @throws InvalidInput for times that are no instants and a look-back that is no number of days
 */
export const campaignRoi = async (
  reader: SqlReader,
  position: Position,
  parameters: CampaignRoiParameters,
): Promise<CampaignRoiReport> => {
  const database = queryBuilder<CampaignRoiTables>(reader);
  const { calendar, currency, period, asOf } = parameters;
  const { attribution = 'last', by = 'campaign' } = parameters;
  const { lookBackDays = defaultLookBackDays } = parameters;
  const { halfLifeDays = defaultHalfLifeDays, shares = {} } = parameters;
  checkSettings(attribution, lookBackDays, halfLifeDays, shares);
  const model = attributionModels[attribution]({ halfLifeDays, shares });
  const facts = await readFacts(
    database,
    scopeOf(parameters),
    currency,
    lastDayOf(asOf, calendar.zone),
  );
  const days = daysOf(calendar.zone);
  const exchange = exchangeTo(currency, facts.rates);
  const inPeriod = within(period, calendar.zone);
  const lineAt = lineOf(by, facts.campaigns, facts.parents);
  const startOf = new Map(
    facts.campaigns.map(({ campaign_id, starts_on }) => [campaign_id, starts_on]),
  );
  const dayInPeriod = (date: LocalDate): boolean =>
    period === undefined || (period.start <= date && date < period.end);

  const lines = new Map<string, { readonly line: Line; readonly tally: CampaignTally }>();
  const tallyOf = (campaignId: string): CampaignTally => {
    const line = lineAt(campaignId);
    const { tally } = lines.get(line.key) ?? { tally: new CampaignTally(currency) };
    lines.set(line.key, { line, tally });
    return tally;
  };
  for (const { campaign_id, occurred_at } of facts.campaigns)
    if (asOf === undefined || occurred_at < asOf) tallyOf(campaign_id);
  const total = new CampaignTally(currency);
  const unattributed = new SalesTally(currency);
  const sales = new SalesTally(currency);

  for (const cost of facts.costs) {
    if (!dayInPeriod(cost.cost_date)) continue;
    const amount = exchange(cost.amount, cost.currency, cost.cost_date);
    for (const tally of [tallyOf(cost.campaign_id), total]) tally.spend(amount);
  }
  const allTouches = knownTouches(facts);
  for (const { campaign_id, kind, leadId, occurred_at } of allTouches) {
    if (!inPeriod(occurred_at)) continue;
    if (kind === 'answer') for (const tally of [tallyOf(campaign_id), total]) tally.respond();
    else if (kind === 'capture' && leadId !== undefined)
      if (days.dateOf(occurred_at) >= (startOf.get(campaign_id) ?? ''))
        for (const tally of [tallyOf(campaign_id), total]) tally.lead(leadId);
  }

  const touchesOf = touchesByParty(allTouches);
  /** A deal by campaign; none where no campaign touched it in time. */
  const credited = (
    deal: Pick<Win, 'openedAt' | 'at' | 'partyId'>,
    whole: Credited,
  ): ReadonlyMap<string, Credited> => {
    const touches = touchesInTime(deal, touchesOf(deal.partyId), lookBackDays, model.through, days);
    if (touches.length === 0) return new Map();
    return credits(
      whole,
      touches,
      model.weigh(touches.map((touch) => seenByModel(deal, touch, days))),
    );
  };
  const isFirstWin = firstWins(facts.wins, existingCustomers(facts.parties, facts.partyMerges));
  for (const win of facts.wins) {
    if (win.undone !== undefined || !inPeriod(win.at)) continue;
    const whole = creditedWhole(win, isFirstWin(win), exchange, days);
    sales.sell(whole);
    const parts = credited(win, whole);
    if (parts.size === 0) unattributed.sell(whole);
    for (const [campaignId, part] of parts) {
      tallyOf(campaignId).sell(part);
      total.sell(part);
    }
  }

  const perCampaign = by === 'campaign' && period === undefined;
  const objectives = perCampaign ? latestObjectives(facts.objectives) : new Map<string, never>();
  const opportunities = new Map<string, SalesTally>();
  if (perCampaign && asksForOpportunities(facts.objectives))
    for (const opening of openingsOf(facts, exchange, days)) {
      const deal = { ...opening, at: opening.openedAt };
      if (touchesOf(deal.partyId).length === 0) continue;
      for (const [campaignId, part] of credited(deal, opening.whole())) {
        const tally = opportunities.get(campaignId) ?? new SalesTally(currency);
        opportunities.set(campaignId, tally);
        tally.sell(part);
      }
    }
  const attained = (campaignId: string, reached: Profitability) =>
    objectives.get(campaignId)?.map((objective) =>
      attainmentOf(
        objective.currency === null
          ? objective
          : {
              ...objective,
              target: exchange(
                objective.target,
                objective.currency,
                days.dateOf(objective.occurred_at),
              ),
            },
        reached,
        opportunities.get(campaignId) ?? new SalesTally(currency),
        currency,
      ),
    );

  const budgetOf = latestBudgets(by === 'campaign' ? facts.budgets : []);
  const lifetimeCost = costsByCampaign(facts.costs, exchange);
  return {
    ...answerOf(position, parameters),
    ...present({
      currency,
      by,
      attribution,
      halfLifeDays: attribution === 'time-decay' ? halfLifeDays : undefined,
      shares: attribution === 'custom' ? shares : undefined,
      lookBackDays,
      period,
    }),
    campaigns: [...lines.values()]
      .map(({ line, tally }): CampaignRoi => {
        const budget = budgetOf(line.key);
        const inCurrency =
          budget && exchange(budget.amount, budget.currency, days.dateOf(budget.occurred_at));
        const variance =
          inCurrency === undefined || period !== undefined
            ? undefined
            : inCurrency - (lifetimeCost.get(line.key) ?? 0);
        const reached = tally.profitability();
        return present({
          campaignId: line.key,
          name: line.name,
          channel: line.channel,
          budget: inCurrency === undefined ? undefined : money(inCurrency, currency),
          budgetVariance: variance === undefined ? undefined : money(variance, currency),
          ...reached,
          objectives: attained(line.key, reached),
        });
      })
      .sort(
        (left, right) =>
          right.profit.amount - left.profit.amount || (left.campaignId < right.campaignId ? -1 : 1),
      ),
    total: total.profitability(),
    unattributed: unattributed.sales(),
    sales: sales.sales(),
  };
};

/** @throws InvalidInput for settings that no model can weigh by */
const checkSettings = (
  attribution: AttributionName,
  lookBackDays: number,
  halfLifeDays: number,
  shares: PositionShares,
): void => {
  const faults = [
    ...(isWhole(lookBackDays)
      ? []
      : [{ path: 'lookBackDays', expected: 'expected a whole number of days, zero or more' }]),
    ...(Number.isFinite(halfLifeDays) && halfLifeDays > 0
      ? []
      : [{ path: 'halfLifeDays', expected: 'expected a number of days above zero' }]),
    ...Object.entries(shares).flatMap(([position, share]) =>
      isWhole(share) && share <= 10_000
        ? []
        : [{ path: `shares.${position}`, expected: 'expected a whole number from 0 to 10000' }],
    ),
    ...(attribution === 'custom' && Object.values(shares).every((share) => share === 0)
      ? [{ path: 'shares', expected: 'expected a share above zero for the model custom' }]
      : []),
  ];
  if (faults.length > 0) throw new InvalidInput('campaign profitability', faults);
};

const isWhole = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

const latestBudgets = (
  budgets: readonly BudgetFact[],
): ((campaignId: string) => BudgetFact | undefined) => {
  const latest = new Map([...budgets].sort(byTime).map((budget) => [budget.campaign_id, budget]));
  return (campaignId) => latest.get(campaignId);
};

const costsByCampaign = (
  costs: readonly CostFact[],
  exchange: Exchange,
): ReadonlyMap<string, number> => {
  const spent = new Map<string, number>();
  for (const { campaign_id, amount, currency, cost_date } of costs)
    spent.set(campaign_id, (spent.get(campaign_id) ?? 0) + exchange(amount, currency, cost_date));
  return spent;
};
