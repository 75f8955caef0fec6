import type { LocalDate, Money } from '@presales/kernel';
import type { PriceList } from '../state.ts';
import type { PriceLine } from '../vocabulary.ts';

/** What suppliers ask, as their lists say. */
export interface SupplierPrices {
  /**
   * What a supplier asks for one piece of a product on a day: of the lines in force on that day,
   * the one that began last counts, and of several that began together, the one that was published
   * last.
   */
  readonly priceOf: (supplierId: string, productId: string, on: LocalDate) => Money | undefined;
  /** The products that a supplier asks a price for on a day. */
  readonly productsOf: (supplierId: string, on: LocalDate) => ReadonlyMap<string, Money>;
}

/** What a supplier asks for one piece of a product, by one line of a list. */
export interface SupplierAsk {
  readonly price: Money;
  readonly validFrom: LocalDate;
  readonly validUntil: LocalDate | undefined;
}

/**
 * The prices of lists, given in the order in which they were published. Lists that are not published
 * say nothing.
 */
export const supplierPrices = (lists: Iterable<PriceList>): SupplierPrices => {
  const suppliers = new Map<string, Map<string, SupplierAsk[]>>();
  for (const list of lists) {
    if (list.status !== 'published') continue;
    const { validUntil } = list.header;
    for (const { supplierId, lines } of list.parts) {
      const products = suppliers.get(supplierId) ?? new Map<string, SupplierAsk[]>();
      suppliers.set(supplierId, products);
      for (const line of lines) add(products, line, validUntil);
    }
  }
  return {
    priceOf: (supplierId, productId, on) =>
      askedOn(suppliers.get(supplierId)?.get(productId) ?? [], on),
    productsOf: (supplierId, on) => {
      const prices = new Map<string, Money>();
      for (const [productId, asks] of suppliers.get(supplierId) ?? []) {
        const price = askedOn(asks, on);
        if (price !== undefined) prices.set(productId, price);
      }
      return prices;
    },
  };
};

const add = (
  products: Map<string, SupplierAsk[]>,
  { productId, price, validFrom }: PriceLine,
  validUntil: LocalDate | undefined,
): void => {
  const ask = { price, validFrom, validUntil };
  const asks = products.get(productId);
  if (asks === undefined) products.set(productId, [ask]);
  else asks.push(ask);
};

const askedOn = (asks: readonly SupplierAsk[], on: LocalDate): Money | undefined =>
  askOn(asks, on)?.price;

/**
 * What is asked on a day, of asks in the order in which their lists were published: of those in force,
 * the one that began last, and of several that began together, the one that was published last.
 */
export const askOn = <Ask extends SupplierAsk>(
  asks: readonly Ask[],
  on: LocalDate,
): Ask | undefined => {
  let latest: Ask | undefined;
  for (const ask of asks)
    if (
      ask.validFrom <= on &&
      (ask.validUntil === undefined || on <= ask.validUntil) &&
      (latest === undefined || ask.validFrom >= latest.validFrom)
    )
      latest = ask;
  return latest;
};
