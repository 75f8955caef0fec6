import { type Decimal, type Money, minus, percentOf, percentText } from '@presales/kernel';
import type { CampaignObjective } from '../values/objective.ts';

/** What a campaign has reached so far; money in the currency of the objectives it is compared with. */
export interface CampaignActuals {
  readonly leads: number;
  readonly customers: number;
  readonly opportunities: number;
  readonly opportunityValue: Money;
  readonly opportunityMargin: Money;
}

/** How far an objective is reached. */
export interface ObjectiveAttainment<Quantity extends number | Money = number | Money> {
  readonly actual: Quantity;
  readonly target: Quantity;
  /** What is left to reach: target less actual, below zero once it is passed. */
  readonly gap: Quantity;
  /** Actual / target in percent, rounded half away from zero to two places: `"62.50"`. */
  readonly percent: Decimal | undefined;
}

/**
 * How far a campaign has reached one of its objectives (S52): actual / target and what is left.
 *
 * @throws CurrencyMismatch when the actual money is in another currency than the target
 * @throws AmountOutOfRange when the gap leaves the range that amounts may have
 */
export const attainmentOf = (
  objective: CampaignObjective,
  actuals: CampaignActuals,
): ObjectiveAttainment => {
  switch (objective.of) {
    case 'leads':
      return counted(actuals.leads, objective.target);
    case 'customers':
      return counted(actuals.customers, objective.target);
    case 'opportunities':
      return counted(actuals.opportunities, objective.target);
    case 'opportunity-value':
      return valued(actuals.opportunityValue, objective.target);
    case 'opportunity-margin':
      return valued(actuals.opportunityMargin, objective.target);
  }
};

const counted = (actual: number, target: number): ObjectiveAttainment<number> => ({
  actual,
  target,
  gap: target - actual,
  percent: percentText(actual, target),
});

const valued = (actual: Money, target: Money): ObjectiveAttainment<Money> => ({
  actual,
  target,
  gap: minus(target, actual),
  percent: percentOf(actual, target),
});
