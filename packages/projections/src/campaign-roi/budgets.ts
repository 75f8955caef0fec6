import { byTime } from '../shared/fact.ts';
import { add } from '../shared/figures.ts';
import type { Valuation } from '../shared/valuation.ts';
import type { BudgetFact, CostFact } from './tables.ts';

/** Budgets and costs over a campaign's life, in minor units of the reporting currency. */
export interface Budgets {
  /** The budget set last, valued on the day it was set; absent where there is none. */
  readonly budgetOf: (campaignId: string) => number | undefined;
  /** Budget less all that was spent. */
  readonly varianceOf: (campaignId: string, budget: number) => number;
}

/** The budgets of all campaigns. */
export const budgetsOf = (
  budgets: readonly BudgetFact[],
  costs: readonly CostFact[],
  { currency, exchange, days }: Valuation,
): Budgets => {
  const latest = new Map([...budgets].sort(byTime).map((budget) => [budget.campaign_id, budget]));
  const spent = new Map<string, number>();
  for (const cost of costs) {
    const amount = exchange(cost.amount, cost.currency, cost.cost_date);
    spent.set(cost.campaign_id, add(spent.get(cost.campaign_id) ?? 0, amount, currency));
  }
  return {
    budgetOf: (campaignId) => {
      const budget = latest.get(campaignId);
      return budget && exchange(budget.amount, budget.currency, days.dateOf(budget.occurred_at));
    },
    varianceOf: (campaignId, budget) => add(budget, -(spent.get(campaignId) ?? 0), currency),
  };
};
