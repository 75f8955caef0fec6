import { type CurrencyCode, moneyFigure, type Position, type SqlReader } from '@presales/kernel';
import { type Conversion, conversionAt } from '../shared/conversion.ts';
import { daysOf, within } from '../shared/days.ts';
import { type MomentOf, momentsIn } from '../shared/moments.ts';
import { present } from '../shared/present.ts';
import { queryBuilder } from '../shared/query-builder.ts';
import { answerOf, lastDayOf, lastInstantOf, scopeOf } from '../shared/scope.ts';
import { compare } from '../shared/whole.ts';
import { attributing } from './attributing.ts';
import { type Budgets, budgetsOf } from './budgets.ts';
import { type RoiFacts, readFacts } from './facts.ts';
import { lineOf } from './grouping.ts';
import { Lines, type TalliedLine } from './lines.ts';
import { type Attainments, attainments } from './objectives.ts';
import type { CampaignRoiParameters } from './parameters.ts';
import type { CampaignRoi, CampaignRoiReport } from './report.ts';
import { type RoiSettings, settingsOf } from './settings.ts';
import type { CampaignRoiTables } from './tables.ts';
import {
  opportunitiesByCampaign,
  type RoiContext,
  tallyCosts,
  tallyTouches,
  tallyWins,
} from './tallying.ts';
import { knownTouches, touchesByCustomer } from './touches.ts';

/**
 * Campaign profitability: what each campaign cost, what the deals credited to it brought, and the
 * profit and ROI of that (S53). The credits of a deal are exact fractions that sum to one. They are
 * added exactly and rounded once for each line, by largest remainder, and what no campaign touched
 * stands apart, so that the report always adds up to all that was sold.
 *
 * @throws MissingExchangeRate when an amount cannot be valued in the reporting currency
 * @throws InvalidInput for times that are no instants and a look-back that is no number of days
 */
export const campaignRoi = async (
  reader: SqlReader,
  position: Position,
  parameters: CampaignRoiParameters,
): Promise<CampaignRoiReport> => {
  const { calendar, currency } = parameters;
  const settings = settingsOf(parameters);
  const momentOf = momentsIn(calendar.zone);
  const facts = await readFacts(
    queryBuilder<CampaignRoiTables>(reader),
    scopeOf(parameters),
    parameters,
    lastDayOf(parameters),
    momentOf,
  );
  const conversion = conversionAt(facts.rates, parameters.via);
  const context = contextOf(facts, settings, momentOf, conversion, parameters);
  const last = lastInstantOf(parameters);
  const lines = new Lines(lineOf(settings.by, facts.campaigns, facts.parents), currency);
  for (const { campaign_id, occurred_at } of facts.campaigns)
    if (last === undefined || occurred_at <= last) lines.of(campaign_id);
  tallyCosts(lines, context);
  tallyTouches(lines, context);
  const { sales, unattributed } = tallyWins(lines, context);
  return {
    ...answerOf(position, parameters),
    ...repeated(settings, parameters),
    campaigns: campaignLines(lines, context, settings),
    total: lines.total.profitability(),
    unattributed: unattributed.sales(),
    sales: sales.sales(),
    ...conversion.used(),
  };
};

const contextOf = (
  facts: RoiFacts,
  settings: RoiSettings,
  momentOf: MomentOf,
  conversion: Conversion,
  { calendar, currency, period }: CampaignRoiParameters,
): RoiContext => {
  const days = daysOf(calendar.zone);
  const touches = knownTouches(facts, momentOf);
  const touchesOf = touchesByCustomer(touches, facts.customers);
  return {
    facts,
    currency,
    exchange: conversion.into(currency),
    days,
    period,
    inPeriod: within(period, calendar.zone),
    touches,
    touchesOf,
    momentOf,
    attribute: attributing(settings, touchesOf),
  };
};

/** What the report repeats of its question: a setting only where the model takes it. */
const repeated = (
  { by, attribution, halfLifeDays, decayBy, shares, lookBackDays }: RoiSettings,
  { currency, period }: CampaignRoiParameters,
) =>
  present({
    currency,
    by,
    attribution,
    halfLifeDays: attribution === 'time-decay' ? halfLifeDays : undefined,
    decayBy: attribution === 'time-decay' ? decayBy : undefined,
    shares: attribution === 'custom' ? shares : undefined,
    lookBackDays,
    period,
  });

/**
 * The lines by profit, the highest first. Budgets are compared and objectives measured over a
 * campaign's whole life, and by campaign only.
 */
const campaignLines = (
  lines: Lines,
  context: RoiContext,
  { by }: RoiSettings,
): readonly CampaignRoi[] => {
  const { facts, currency, period } = context;
  const wholeLife = period === undefined;
  const budgets = budgetsOf(by === 'campaign' ? facts.budgets : [], facts.costs, context);
  const attained =
    by === 'campaign' && wholeLife
      ? attainments(facts.objectives, opportunitiesByCampaign(context), context)
      : undefined;
  return lines
    .all()
    .map((line) => campaignLine(line, { budgets, attained, currency, wholeLife }))
    .sort(
      (left, right) =>
        compare(right.profit.amount, left.profit.amount) ||
        (left.campaignId < right.campaignId ? -1 : 1),
    );
};

/** What a line is told by beside its tally. */
interface LineContext {
  readonly budgets: Budgets;
  readonly attained: Attainments | undefined;
  readonly currency: CurrencyCode;
  readonly wholeLife: boolean;
}

const campaignLine = (
  { line: { key, name, channel }, tally, amounts }: TalliedLine,
  { budgets, attained, currency, wholeLife }: LineContext,
): CampaignRoi => {
  const budget = budgets.budgetOf(key);
  const variance = budget === undefined || !wholeLife ? undefined : budgets.varianceOf(key, budget);
  const reached = tally.profitability(amounts);
  return present({
    campaignId: key,
    name,
    channel,
    budget: budget === undefined ? undefined : moneyFigure(budget, currency),
    budgetVariance: variance === undefined ? undefined : moneyFigure(variance, currency),
    ...reached,
    objectives: attained?.(key, reached),
  });
};
