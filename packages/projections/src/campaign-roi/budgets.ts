import type { Whole } from '@presales/kernel';
import { byTime } from '../shared/fact.ts';
import { campaignSource } from '../shared/rates.ts';
import type { Valuation } from '../shared/valuation.ts';
import { add, subtract } from '../shared/whole.ts';
import type { BudgetFact, CostFact } from './tables.ts';

/** Budgets and costs over a campaign's life, in minor units of the reporting currency. */
export interface Budgets {
  /** The budget set last, valued on the day it was set; absent where there is none. */
  readonly budgetOf: (campaignId: string) => Whole | undefined;
  /** Budget less all that was spent. */
  readonly varianceOf: (campaignId: string, budget: Whole) => Whole;
}

/** The budgets of all campaigns. */
export const budgetsOf = (
  budgets: readonly BudgetFact[],
  costs: readonly CostFact[],
  { exchange, days }: Valuation,
): Budgets => {
  const latest = new Map([...budgets].sort(byTime).map((budget) => [budget.campaign_id, budget]));
  const spent = new Map<string, Whole>();
  for (const cost of costs) {
    const amount = exchange(cost.amount, cost.currency, cost.cost_date, campaignSource(cost));
    spent.set(cost.campaign_id, add(spent.get(cost.campaign_id) ?? 0, amount));
  }
  return {
    budgetOf: (campaignId) => {
      const budget = latest.get(campaignId);
      return (
        budget &&
        exchange(
          budget.amount,
          budget.currency,
          days.dateOf(budget.occurred_at),
          campaignSource(budget),
        )
      );
    },
    varianceOf: (campaignId, budget) => subtract(budget, spent.get(campaignId) ?? 0),
  };
};
