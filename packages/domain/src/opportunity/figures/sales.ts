import { minus, type Of, plus } from '@presales/kernel';
import type { DealValue } from '../../shared/deal-value.ts';
import type { OpportunityEvent } from '../events.ts';
import type { OpportunitySale } from '../vocabulary.ts';

/** By which quotation or order something was sold. */
type Names = Pick<OpportunitySale, 'quotationId' | 'shopOrderId'>;

/** The names alone, as far as there are any. */
export const namesOf = ({ quotationId, shopOrderId }: Partial<Names>): Names => ({
  ...(quotationId === undefined ? {} : { quotationId }),
  ...(shopOrderId === undefined ? {} : { shopOrderId }),
});

/** The sale by an order or a quotation of that name. */
export const saleBy = (
  sales: readonly OpportunitySale[],
  { quotationId, shopOrderId }: Partial<Names>,
): OpportunitySale | undefined =>
  sales.find((sale) => shopOrderId !== undefined && sale.shopOrderId === shopOrderId) ??
  sales.find((sale) => quotationId !== undefined && sale.quotationId === quotationId);

/** Two deal values together. @throws AmountOutOfRange, CurrencyMismatch */
export const sumOf = (one: DealValue, other: DealValue): DealValue => ({
  net: plus(one.net, other.net),
  margin: plus(one.margin, other.margin),
  netOfUnknownCost: plus(one.netOfUnknownCost, other.netOfUnknownCost),
});

/** What one deal value is more than another. @throws AmountOutOfRange, CurrencyMismatch */
export const differenceOf = (one: DealValue, other: DealValue): DealValue => ({
  net: minus(one.net, other.net),
  margin: minus(one.margin, other.margin),
  netOfUnknownCost: minus(one.netOfUnknownCost, other.netOfUnknownCost),
});

/** The sales of a win after it was extended or adjusted. */
export const soldAfter = (
  sales: readonly OpportunitySale[],
  event: Of<OpportunityEvent, 'OpportunityWinExtended' | 'OpportunityWinAdjusted'>,
): readonly OpportunitySale[] => {
  if (event.type === 'OpportunityWinExtended') {
    const { added } = event.data;
    const known = saleBy(sales, event.data);
    const value = known === undefined ? added : sumOf(known.value, added);
    return withSale(sales, known, { value, ...namesOf(event.data) });
  }
  const { sale, value } = event.data;
  if (sale !== undefined) return withSale(sales, saleBy(sales, sale), sale);
  return sales.slice(0, 1).map((first) => ({ ...first, value }));
};

/** The sales with one of them as it is now; what it was named before, it stays. */
const withSale = (
  sales: readonly OpportunitySale[],
  known: OpportunitySale | undefined,
  sale: OpportunitySale,
): readonly OpportunitySale[] =>
  known === undefined
    ? [...sales, sale]
    : sales.map((other) => (other === known ? { ...known, ...sale } : other));
