import { type LocalDate, moneyFigure } from '@presales/kernel';
import { type CreditFact, splitWon, type WonAmounts } from '../shared/credit.ts';
import type { Valuation } from '../shared/valuation.ts';
import { add } from '../shared/whole.ts';
import type { WonSale } from './figures.ts';
import type { GroupOf } from './groups.ts';
import type { SalesCredit } from './report.ts';

/** What one group is credited with. */
interface GroupCredit {
  readonly of: GroupOf;
  readonly sales: SalesCredit;
}

/**
 * What each group is credited with of what was won (B23), as target tracking lists sales: every share
 * of a win is that of the person's group on the day of the win, and a deal that several of a group
 * share counts once there.
 *
 * @throws MissingExchangeRate
 */
export const creditedSales = (
  won: readonly WonSale[],
  credits: ReadonlyMap<number, readonly CreditFact[]>,
  groupOf: (person: string, on: LocalDate) => GroupOf,
  valuation: Valuation,
): readonly GroupCredit[] => {
  const { currency, days } = valuation;
  const found = new Map<string, { readonly of: GroupOf; won: number } & Sums>();
  for (const { sale, further, amounts } of won) {
    const wonOn = days.dateOf(sale.occurred_at);
    const holders = credits.get(sale.creditAt) ?? [];
    const shares = splitWon(
      amounts,
      holders.map(({ share }) => share),
    );
    const counted = new Set<string>();
    holders.forEach(({ salesperson_id }, place) => {
      const of = groupOf(salesperson_id, wonOn);
      const sums = found.get(of.key) ?? { of, won: 0, net: 0, margin: 0, netOfUnknownCost: 0 };
      found.set(of.key, sums);
      if (!further && !counted.has(of.key)) sums.won += 1;
      counted.add(of.key);
      const { net = 0, margin = 0, netOfUnknownCost = 0 } = shares[place] ?? {};
      sums.net = add(sums.net, net);
      sums.margin = add(sums.margin, margin);
      sums.netOfUnknownCost = add(sums.netOfUnknownCost, netOfUnknownCost);
    });
  }
  return [...found.values()].map(({ of, won: deals, net, margin, netOfUnknownCost }) => ({
    of,
    sales: {
      won: deals,
      value: moneyFigure(net, currency),
      margin: moneyFigure(margin, currency),
      valueOfUnknownCost: moneyFigure(netOfUnknownCost, currency),
    },
  }));
};

/** Amounts that are added up. */
type Sums = { -readonly [Name in keyof WonAmounts]: WonAmounts[Name] };
