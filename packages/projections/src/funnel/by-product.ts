import { productShares } from '../shared/by-product.ts';
import type { DealLine, DealLines } from '../shared/deal-lines.ts';
import type { Sale } from '../shared/sales.ts';
import type { CountedDeal, FunnelContext } from './context.ts';
import type { KnownDeal } from './deal.ts';
import { expectedOf, soldAmounts, sourceIn } from './figures.ts';

/** A deal as far as it is of one product. */
interface ProductPart {
  /** Empty where it is of none. */
  readonly productId: string;
  readonly part: CountedDeal;
}

/**
 * A deal by the products of its lines (B25): it counts once for each of them, with the part of its
 * value that is theirs, in the currency of the report. A deal without lines is of the product that it
 * was opened for.
 *
 * @throws MissingExchangeRate
 */
export const partsByProduct = (
  counted: CountedDeal,
  lines: DealLines,
  context: FunnelContext,
): readonly ProductPart[] => {
  const parts =
    counted.deal.closing?.outcome === 'won'
      ? wonParts(counted.deal, counted.deal.closing, lines, context)
      : openParts(counted.deal, lines.ofDeal(counted.deal.id), context);
  return [...parts].map(([productId, deal]) => ({ productId, part: { ...counted, deal } }));
};

type Won = Extract<KnownDeal['closing'], { readonly outcome: 'won' }>;

/** Every sale of a won deal by its own lines. */
const wonParts = (
  deal: KnownDeal,
  closing: Won,
  lines: DealLines,
  context: FunnelContext,
): ReadonlyMap<string, KnownDeal> => {
  const linesOfSales = lines.ofSales(deal.id, closing.sales);
  const sold = new Map<string, Sale[]>();
  const sell = (productId: string, sale: Sale): void => {
    sold.set(productId, [...(sold.get(productId) ?? []), sale]);
  };
  closing.sales.forEach((sale, place) => {
    const own = linesOfSales[place] ?? [];
    if (own.length === 0) {
      sell(deal.productId ?? '', sale);
      return;
    }
    const { currency, exchange, days } = context;
    const on = days.dateOf(sale.occurred_at);
    const { products, ofWon } = productShares(own, exchange, on, sourceIn(deal, sale));
    ofWon(soldAmounts(deal, sale, context)).forEach(({ net, margin, netOfUnknownCost }, index) => {
      const amounts = { net, margin, net_of_unknown_cost: netOfUnknownCost, currency };
      sell(products[index] ?? '', { ...sale, amounts });
    });
  });
  return new Map(
    [...sold].map(([productId, sales]) => [productId, { ...deal, closing: { ...closing, sales } }]),
  );
};

/** What is, or was, expected of a deal that is not won. */
const openParts = (
  deal: KnownDeal,
  lines: readonly DealLine[],
  context: FunnelContext,
): ReadonlyMap<string, KnownDeal> => {
  if (lines.length === 0) return new Map([[deal.productId ?? '', deal]]);
  const { expected } = deal;
  const { currency, exchange, days } = context;
  const on = days.dateOf(expected.since);
  const { products, ofAmount } = productShares(lines, exchange, on, sourceIn(deal, expected));
  const value = expectedOf(deal, context);
  const amounts = value === undefined ? undefined : ofAmount(value);
  return new Map(
    products.map((productId, place) => [
      productId,
      {
        ...deal,
        expected:
          amounts === undefined
            ? expected
            : {
                ...expected,
                amounts: [{ amount: amounts[place] ?? 0, currency }],
                turnedDown: undefined,
              },
      },
    ]),
  );
};
