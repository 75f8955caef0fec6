import type { OpportunitySale } from '@presales/domain/opportunity';
import { amountsIn, type DealAmounts, type SoldAmounts } from './deal-amounts.ts';
import type { Fact } from './fact.ts';
import { subtract } from './whole.ts';

/** By which quotation or order something was sold, as columns; both null where nobody said. */
export const saleNames = ({
  quotationId,
  shopOrderId,
}: Partial<Pick<OpportunitySale, 'quotationId' | 'shopOrderId'>>) => ({
  quotation_id: quotationId ?? null,
  shop_order_id: shopOrderId ?? null,
});

/** The columns that name what a sale was made by. */
export const saleColumns = { quotation_id: 'text?', shop_order_id: 'text?' } as const;

type SaleNames = ReturnType<typeof saleNames>;

/**
 * One sale of a won deal: what it was won by, or what the customer took in addition (B26). More of
 * one quotation is several sales, each of its own day.
 */
export interface Sale extends SaleNames, Pick<Fact, 'occurred_at' | 'position'> {
  /** What it is worth after its last adjustment. */
  readonly amounts: SoldAmounts;
  /** The position that its credit is filed under: its own, or that of the last correction (B23). */
  readonly creditAt: number;
  /** How its value (B8), its credit or its date changed, in order. Nearly every sale has no change. */
  readonly changes: readonly SaleChange[];
}

/** What of a sale can change: its value by a part refund, its credit and its date by a correction. */
export type SaleTerms = Pick<Sale, 'occurred_at' | 'amounts' | 'creditAt'>;

/** A change of a sale. */
export interface SaleChange extends Pick<Fact, 'occurred_at' | 'position'> {
  readonly before: SaleTerms;
  readonly after: SaleTerms;
}

/** A fact that makes a sale, or says what the sales by a quotation or an order are worth. */
export type SaleFact = SaleNames &
  Pick<Fact, 'occurred_at' | 'position'> & {
    readonly [Column in keyof DealAmounts]: DealAmounts[Column] | null;
  };

/** A sale as it was made. */
export const saleIn = (fact: SaleFact): Sale => {
  const { occurred_at, position, quotation_id, shop_order_id } = fact;
  return {
    occurred_at,
    position,
    quotation_id,
    shop_order_id,
    amounts: amountsIn(fact),
    creditAt: position,
    changes: [],
  };
};

/** The sales of a won deal after a fact that leaves it won; undefined after any other. */
export const salesAfter = (
  sales: readonly Sale[],
  fact: SaleFact & { readonly outcome: string; readonly won_at: string | null },
): readonly Sale[] | undefined => {
  switch (fact.outcome) {
    case 'extended':
      return [...sales, saleIn(fact)];
    case 'adjusted':
      return adjusted(sales, fact);
    case 'corrected':
      return corrected(sales, fact);
    case 'redated':
      return redated(sales, fact);
    default:
      return undefined;
  }
};

/**
 * The sales of a deal after what was sold by one quotation or order came to another value. Where it
 * was sold on several days, the last ones change first, and none to less than nothing: what was sold
 * before stays sold on its day.
 */
const adjusted = (sales: readonly Sale[], fact: SaleFact): readonly Sale[] => {
  const { occurred_at, position } = fact;
  const own = ownOf(sales, fact);
  let left: SoldAmounts = amountsIn(fact);
  const now = new Map<Sale, SoldAmounts>();
  own.forEach((sale, index) => {
    const last = index === own.length - 1;
    const amounts = last || left.net < sale.amounts.net ? left : sale.amounts;
    now.set(sale, amounts);
    left = less(left, amounts);
  });
  return sales.map((sale) => {
    const after = now.get(sale);
    if (after === undefined) return sale;
    const named = {
      ...sale,
      quotation_id: fact.quotation_id ?? sale.quotation_id,
      shop_order_id: fact.shop_order_id ?? sale.shop_order_id,
    };
    return isSame(after, sale.amounts)
      ? named
      : changed(named, { ...sale, amounts: after }, { occurred_at, position });
  });
};

/** The sales of a deal after its credit was corrected: of all of them. */
const corrected = (
  sales: readonly Sale[],
  { occurred_at, position }: Pick<Fact, 'occurred_at' | 'position'>,
): readonly Sale[] =>
  sales.map((sale) => changed(sale, { ...sale, creditAt: position }, { occurred_at, position }));

/** The sales of a deal after the date of the win was corrected: what it was won by is of that time. */
const redated = (
  [first, ...further]: readonly Sale[],
  { occurred_at, position, won_at }: Pick<Fact, 'occurred_at' | 'position'> & Redating,
): readonly Sale[] =>
  first === undefined
    ? []
    : [
        changed(
          first,
          { ...first, occurred_at: won_at ?? first.occurred_at, creditAt: position },
          { occurred_at, position },
        ),
        ...further,
      ];

interface Redating {
  readonly won_at: string | null;
}

const changed = (
  sale: Sale,
  { occurred_at, amounts, creditAt }: SaleTerms,
  at: Pick<Fact, 'occurred_at' | 'position'>,
): Sale => {
  const before = {
    occurred_at: sale.occurred_at,
    amounts: sale.amounts,
    creditAt: sale.creditAt,
  };
  const after = { occurred_at, amounts, creditAt };
  return { ...sale, ...after, changes: [...sale.changes, { ...at, before, after }] };
};

/** The sales that a fact is about: those of its order, else of its quotation, else the first. */
const ownOf = (sales: readonly Sale[], fact: SaleNames): readonly Sale[] => {
  const by = (column: keyof SaleNames) =>
    fact[column] === null ? [] : sales.filter((sale) => sale[column] === fact[column]);
  const [byOrder, byQuotation] = [by('shop_order_id'), by('quotation_id')];
  if (byOrder.length > 0) return byOrder;
  return byQuotation.length > 0 ? byQuotation : sales.slice(0, 1);
};

const less = (from: SoldAmounts, amounts: SoldAmounts): SoldAmounts => ({
  net: subtract(from.net, amounts.net),
  margin: subtract(from.margin, amounts.margin),
  net_of_unknown_cost: subtract(from.net_of_unknown_cost, amounts.net_of_unknown_cost),
  currency: from.currency,
});

const isSame = (one: SoldAmounts, other: SoldAmounts): boolean =>
  one.net === other.net &&
  one.margin === other.margin &&
  one.net_of_unknown_cost === other.net_of_unknown_cost;
