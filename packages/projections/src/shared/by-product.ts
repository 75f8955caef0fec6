import { apportioned, fraction, type LocalDate, toMinorUnit } from '@presales/kernel';
import type { WonAmounts } from './credit.ts';
import type { DealLine } from './deal-lines.ts';
import type { Exchange } from './rates.ts';

/** What one product is of a deal, in minor units of one currency; negative where it takes off. */
interface Weight {
  readonly net: number;
  readonly cost: number;
  readonly netOfUnknownCost: number;
}

/** How the products of a deal share in what it is worth. */
export interface ProductShares {
  /** The ids of the products, each once, sorted; empty for lines of no product. */
  readonly products: readonly string[];
  /** The part of each product of an amount, by the nets of its lines. */
  readonly ofAmount: (amount: number) => readonly number[];
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
 * @throws MissingExchangeRate for lines in several currencies of which one has no rate
 */
export const productShares = (
  lines: readonly DealLine[],
  exchange: Exchange,
  on: LocalDate,
): ProductShares => {
  const isOne = new Set(lines.map(({ value }) => value.net.currency)).size <= 1;
  const valued = (amount: DealLine['value']['net']): number => {
    const { amount: units, currency } = toMinorUnit(amount);
    return isOne ? units : exchange(units, currency, on);
  };
  const weights = new Map<string, Weight>();
  for (const { productId = '', value } of lines) {
    const before = weights.get(productId) ?? { net: 0, cost: 0, netOfUnknownCost: 0 };
    const [net, margin, unknown] = [
      valued(value.net),
      valued(value.margin),
      valued(value.netOfUnknownCost),
    ];
    weights.set(productId, {
      net: before.net + net,
      cost: before.cost + (net - unknown - margin),
      netOfUnknownCost: before.netOfUnknownCost + unknown,
    });
  }
  const entries = [...weights].sort(([left], [right]) => (left < right ? -1 : 1));
  const of = (pick: (weight: Weight) => number) => entries.map(([, weight]) => pick(weight));
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
      const costParts = splitBy(net - netOfUnknownCost - margin, costs, nets);
      return entries.map((_, place) => {
        const [part, unknown] = [netParts[place] ?? 0, unknownParts[place] ?? 0];
        return {
          net: part,
          margin: part - unknown - (costParts[place] ?? 0),
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
  amount: number,
  weights: readonly number[],
  otherwise: readonly number[],
): readonly number[] => {
  const total = weights.reduce((left, right) => left + right, 0);
  if (total === 0) {
    const alike = weights.map(() => 1);
    return splitBy(amount, weights === otherwise ? alike : otherwise, alike);
  }
  return apportioned(
    BigInt(amount),
    weights.map((weight) => fraction(BigInt(amount) * BigInt(weight), total)),
  ).map(Number);
};
