import type { RowOf, TablesOf } from '@presales/kernel';
import { factTable } from '../shared/fact.ts';
import { mergeTable } from '../shared/merges.ts';

/** The facts that the price book is made from. */
export const priceBookTables = {
  /** Something happened to a product, to a supplier's terms or to a customer's partner level. */
  change: factTable(
    'price_book_change',
    {
      /** `product`, `supplier` or `party`. */
      kind: 'text',
      of_id: 'text',
      type: 'text',
      /** The event's data as JSON, in the present version of its type. */
      data: 'text',
    },
    [['kind', 'of_id']],
  ),
  /** A supplier asks a price, once the list that it is in is published. */
  line: factTable(
    'price_book_line',
    {
      price_list_id: 'text',
      supplier_id: 'text',
      product_id: 'text',
      amount: 'integer',
      currency: 'text',
      scale: 'integer',
      valid_from: 'text',
    },
    [['product_id'], ['price_list_id']],
  ),
  /** A price list was opened, published or withdrawn. */
  list: factTable('price_book_list', {
    price_list_id: 'text',
    /** `opened`, `published` or `withdrawn`. */
    state: 'text',
    /** Of an opened one: the last day on which its prices hold. */
    valid_until: 'text?',
  }),
  /** Something happened to a quotation. */
  quotation: factTable(
    'price_book_quotation',
    { quotation_id: 'text', type: 'text', data: 'text' },
    [['quotation_id']],
  ),
  merge: mergeTable('price_book_merge'),
} as const;

/** The tables of the price book, as a query sees them. */
export type PriceBookTables = TablesOf<typeof priceBookTables>;

/** What a supplier asks, by a line of a list. */
export type PriceLineFact = RowOf<typeof priceBookTables.line>;
