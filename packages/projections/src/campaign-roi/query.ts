import { InvalidInput, type LocalDate, money, type Position } from '@presales/kernel';
import type { Kysely } from 'kysely';
import { daysOf, lastDayOf, within } from '../shared/days.ts';
import { byTime } from '../shared/fact.ts';
import { present } from '../shared/present.ts';
import { type Exchange, exchangeTo } from '../shared/rates.ts';
import { answerOf, scopeOf } from '../shared/scope.ts';
import { existingCustomers } from '../shared/wins.ts';
import {
  type AttributionName,
  attributionModels,
  defaultHalfLifeDays,
  type PositionShares,
} from './attribution/index.ts';
import { creditedWhole, credits, firstWins } from './credits.ts';
import { readFacts } from './facts.ts';
import type { CampaignRoiParameters } from './parameters.ts';
import type { CampaignRoi, CampaignRoiReport } from './report.ts';
import type { BudgetFact, CampaignRoiTables, CostFact } from './tables.ts';
import { CampaignTally, SalesTally } from './tally.ts';
import { seenByModel, touchesByParty, touchesInTime } from './touches.ts';

/** How far back a touch may lie, in days, unless the question says otherwise (decision 5). */
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
  database: Kysely<CampaignRoiTables>,
  position: Position,
  parameters: CampaignRoiParameters,
): Promise<CampaignRoiReport> => {
  const { calendar, currency, period, asOf } = parameters;
  const { attribution = 'last', lookBackDays = defaultLookBackDays } = parameters;
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
  const campaigns = new Map(facts.campaigns.map((campaign) => [campaign.campaign_id, campaign]));
  const dayInPeriod = (date: LocalDate): boolean =>
    period === undefined || (period.start <= date && date < period.end);

  const tallies = new Map<string, CampaignTally>();
  for (const { campaign_id, occurred_at } of facts.campaigns)
    if (asOf === undefined || occurred_at < asOf)
      tallies.set(campaign_id, new CampaignTally(currency));
  const tallyOf = (campaignId: string): CampaignTally => {
    const tally = tallies.get(campaignId) ?? new CampaignTally(currency);
    tallies.set(campaignId, tally);
    return tally;
  };
  const total = new CampaignTally(currency);
  const unattributed = new SalesTally(currency);
  const sales = new SalesTally(currency);

  for (const cost of facts.costs) {
    if (!dayInPeriod(cost.cost_date)) continue;
    const amount = exchange(cost.amount, cost.currency, cost.cost_date);
    for (const tally of [tallyOf(cost.campaign_id), total]) tally.spend(amount);
  }
  for (const { campaign_id, lead_id, occurred_at } of facts.touches) {
    if (!inPeriod(occurred_at)) continue;
    if (lead_id === null) for (const tally of [tallyOf(campaign_id), total]) tally.respond();
    else if (days.dateOf(occurred_at) >= (campaigns.get(campaign_id)?.starts_on ?? ''))
      for (const tally of [tallyOf(campaign_id), total]) tally.lead(lead_id);
  }

  const touchesOf = touchesByParty(facts.touches);
  const isFirstWin = firstWins(facts.wins, existingCustomers(facts.parties));
  for (const win of facts.wins) {
    if (win.undone !== undefined || !inPeriod(win.at)) continue;
    const whole = creditedWhole(win, isFirstWin(win), exchange, days);
    sales.sell(whole);
    const touches = touchesInTime(win, touchesOf(win.partyId), lookBackDays, model.through, days);
    if (touches.length === 0) {
      unattributed.sell(whole);
      continue;
    }
    const weights = model.weigh(touches.map((touch) => seenByModel(win, touch, days)));
    for (const [campaignId, part] of credits(whole, touches, weights)) {
      tallyOf(campaignId).sell(part);
      total.sell(part);
    }
  }

  const budgetOf = latestBudgets(facts.budgets);
  const lifetimeCost = costsByCampaign(facts.costs, exchange);
  return {
    ...answerOf(position, parameters),
    ...present({
      currency,
      attribution,
      halfLifeDays: attribution === 'time-decay' ? halfLifeDays : undefined,
      shares: attribution === 'custom' ? shares : undefined,
      lookBackDays,
      period,
    }),
    campaigns: [...tallies]
      .map(([campaignId, tally]): CampaignRoi => {
        const budget = budgetOf(campaignId);
        const inCurrency =
          budget && exchange(budget.amount, budget.currency, days.dateOf(budget.occurred_at));
        const variance =
          inCurrency === undefined || period !== undefined
            ? undefined
            : inCurrency - (lifetimeCost.get(campaignId) ?? 0);
        return present({
          campaignId,
          name: campaigns.get(campaignId)?.name ?? campaignId,
          channel: campaigns.get(campaignId)?.channel ?? 'other',
          budget: inCurrency === undefined ? undefined : money(inCurrency, currency),
          budgetVariance: variance === undefined ? undefined : money(variance, currency),
          ...tally.profitability(),
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
