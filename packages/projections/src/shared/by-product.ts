import { apportioned, fraction, type LocalDate, type Whole, whole } from '@presales/kernel';
import type { WonAmounts } from './credit.ts';
import type { DealLine } from './deal-lines.ts';
import type { AmountSource, Exchange } from './rates.ts';
import { add, subtract } from './whole.ts';

/** What one product is of a deal, in minor units of one currency; negative where it takes off. */
interface Weight {
  readonly net: Whole;
  readonly cost: Whole;
  readonly netOfUnknownCost: Whole;
}

/** How the products of a deal share in what it is worth. */
export interface ProductShares {
  /** The ids of the products, each once, sorted; empty for lines of no product. */
  readonly products: readonly string[];
  /** The part of each product of an amount, by the nets of its lines. */
  readonly ofAmount: (amount: Whole) => readonly Whole[];
  /** The part of each product of what was won, with the cost of its own lines. */
  readonly ofWon: (won: WonAmounts) => readonly WonAmounts[];
}

/**
 * The products of a deal by its lines (B25). What the deal is worth, whatever that is after
 * discounts and refunds, is split by the nets of the lines, to the minor unit by largest remainder:
 * the products add up to the deal. Costs are split by the costs of the lines, so that a product's
 * margin is its own.
 *
 * @param exchange values lines of a deal in several currencies in one; lines in one need no rate
 * @param source what the deal is, for the error where there is none
 * @throws MissingExchangeRate for lines in several currencies of which one has no rate
 */
export const productShares = (
  lines: readonly DealLine[],
  exchange: Exchange,
  on: LocalDate,
  source: AmountSource,
): ProductShares => {
  const isOne = new Set(lines.map(({ amounts }) => amounts.currency)).size <= 1;
  const weights = new Map<string, Weight>();
  for (const { productId = '', amounts } of lines) {
    const valued = (amount: Whole): Whole =>
      isOne ? amount : exchange(amount, amounts.currency, on, source);
    const before = weights.get(productId) ?? { net: 0, cost: 0, netOfUnknownCost: 0 };
    const [net, margin, unknown] = [
      valued(amounts.net),
      valued(amounts.margin),
      valued(amounts.net_of_unknown_cost),
    ];
    weights.set(productId, {
      net: add(before.net, net),
      cost: add(before.cost, costOf(net, unknown, margin)),
      netOfUnknownCost: add(before.netOfUnknownCost, unknown),
    });
  }
  const entries = [...weights].sort(([left], [right]) => (left < right ? -1 : 1));
  const of = (pick: (weight: Weight) => Whole) => entries.map(([, weight]) => pick(weight));
  const [nets, costs, unknowns] = [
    of(({ net }) => net),
    of(({ cost }) => cost),
    of(({ netOfUnknownCost }) => netOfUnknownCost),
  ];
  return {
    products: entries.map(([productId]) => productId),
    ofAmount: (amount) => splitBy(amount, nets, nets),
    ofWon: ({ net, margin, netOfUnknownCost }) => {
      const netParts = splitBy(net, nets, nets);
      const unknownParts = splitBy(netOfUnknownCost, unknowns, nets);
      const costParts = splitBy(costOf(net, netOfUnknownCost, margin), costs, nets);
      return entries.map((_, place) => {
        const [part, unknown] = [netParts[place] ?? 0, unknownParts[place] ?? 0];
        return {
          net: part,
          // What remains of it without its cost is its margin.
          margin: costOf(part, unknown, costParts[place] ?? 0),
          netOfUnknownCost: unknown,
        };
      });
    },
  };
};

/**
 * An amount in parts by weights of any sign, by largest remainder; by other weights where these come
 * to nothing, and in equal parts where those do too.
 */
const splitBy = (
  amount: Whole,
  weights: readonly Whole[],
  otherwise: readonly Whole[],
): readonly Whole[] => {
  const total = weights.reduce(add, 0);
  if (total === 0) {
    const alike = weights.map(() => 1);
    return splitBy(amount, weights === otherwise ? alike : otherwise, alike);
  }
  return apportioned(
    BigInt(amount),
    weights.map((weight) => fraction(BigInt(amount) * BigInt(weight), total)),
  ).map(whole);
};

/** What remains of a net without what has no known cost, and without the margin: its cost. */
const costOf = (net: Whole, ofUnknownCost: Whole, margin: Whole): Whole =>
  subtract(subtract(net, ofUnknownCost), margin);
