import { decimalText, moneyFigure, percentText, WHOLE, type Whole } from '@presales/kernel';
import { byTime } from '../shared/fact.ts';
import { campaignSource } from '../shared/rates.ts';
import type { Valuation } from '../shared/valuation.ts';
import type { CampaignAttainment, Profitability } from './report.ts';
import type { ObjectiveFact } from './tables.ts';
import { type Amounts, nothing } from './tally.ts';

/** Whether some objective is about opportunities, so that these have to be looked at. */
export const asksForOpportunities = (objectives: readonly ObjectiveFact[]): boolean =>
  objectives.some(({ metric }) => metric.startsWith('opportunit'));

/** How far a campaign's objectives are reached; undefined where it has none. */
export type Attainments = (
  campaignId: string,
  reached: Profitability,
) => readonly CampaignAttainment[] | undefined;

/**
 * Measures the objectives of all campaigns in the currency of the report. A target in money is valued
 * on the day it was set.
 */
export const attainments = (
  objectives: readonly ObjectiveFact[],
  opportunities: ReadonlyMap<string, Amounts>,
  { currency, exchange, days }: Valuation,
): Attainments => {
  const latest = latestObjectives(objectives);
  const inCurrency = (objective: ObjectiveFact): Objective =>
    objective.currency === null
      ? objective
      : {
          ...objective,
          target: exchange(
            objective.target,
            objective.currency,
            days.dateOf(objective.occurred_at),
            campaignSource(objective),
          ),
        };
  return (campaignId, reached) =>
    latest
      .get(campaignId)
      ?.map((objective) =>
        attainmentOf(
          inCurrency(objective),
          reached,
          opportunities.get(campaignId) ?? nothing,
          currency,
        ),
      );
};

/** The objectives of each campaign, each as it was set last. */
const latestObjectives = (
  objectives: readonly ObjectiveFact[],
): ReadonlyMap<string, readonly ObjectiveFact[]> => {
  const latest = new Map(
    [...objectives]
      .sort(byTime)
      .map((fact) => [JSON.stringify([fact.campaign_id, fact.metric]), fact]),
  );
  const byCampaign = new Map<string, ObjectiveFact[]>();
  for (const fact of latest.values())
    byCampaign.set(fact.campaign_id, [...(byCampaign.get(fact.campaign_id) ?? []), fact]);
  return byCampaign;
};

/** What is to be reached: minor units of the report's currency where it is money. */
interface Objective extends Pick<ObjectiveFact, 'metric'> {
  readonly target: Whole;
}

/**
 * How far an objective is reached: actual over target (S52). A target in money is in the currency of
 * the report already.
 */
const attainmentOf = (
  { metric, target }: Objective,
  { leads, customers, newCustomers }: Pick<Profitability, 'leads' | 'customers' | 'newCustomers'>,
  opportunities: Amounts,
  currency: string,
): CampaignAttainment => {
  const attained = (
    of: CampaignAttainment['of'],
    goal: CampaignAttainment['target'],
    actual: CampaignAttainment['actual'],
    percent: string | undefined,
  ): CampaignAttainment =>
    percent === undefined ? { of, target: goal, actual } : { of, target: goal, actual, percent };
  const inMoney = (of: CampaignAttainment['of'], actual: Whole) =>
    attained(
      of,
      moneyFigure(target, currency),
      moneyFigure(actual, currency),
      percentText(actual, target),
    );
  /** Counts are in ten-thousandths, as credit is. */
  const inNumber = (of: CampaignAttainment['of'], actual: Whole) =>
    attained(
      of,
      `${target}`,
      decimalText(actual, 4).replace(/\.?0+$/, ''),
      percentText(actual, BigInt(target) * BigInt(WHOLE)),
    );
  switch (metric) {
    case 'leads':
      return inNumber('leads', leads * WHOLE);
    case 'customers':
      return { ...inNumber('customers', customers * WHOLE), ofThemNew: newCustomers };
    case 'opportunity-value':
      return inMoney('opportunity-value', opportunities.net);
    case 'opportunity-margin':
      return inMoney('opportunity-margin', opportunities.margin);
    default:
      return inNumber('opportunities', opportunities.credit);
  }
};
