import { type LocalDate, type Money, times } from '@presales/kernel';
import { type ByDay, valueOn } from './by-day.ts';
import { roundedProduct } from './price-rounding.ts';
import type { SupplierTerms } from './supplier-terms.ts';

/** What is known of a product's own prices. */
export interface ProductPrices {
  /** By partner level and day; undefined from the day on which one was withdrawn. */
  readonly overrides: ReadonlyMap<string, ByDay<Money | undefined>>;
  /** The first day on which it is sold no more. */
  readonly discontinuedFrom: LocalDate | undefined;
}

/** A price and how it came about, or why there is none. */
export type SalePrice =
  | { readonly price: Money; readonly source: 'override' | 'supplier-coefficient' }
  | {
      readonly price?: never;
      readonly missing: 'discontinued' | 'supplier-price' | 'price-coefficient';
    };

/**
 * What a product is sold for at a partner level on a day: the price set by hand, else the supplier's
 * price times the supplier's coefficient of the level (S61), rounded by the rule of the level's
 * list, or half-even to the minor unit where it has none.
 *
 * @throws AmountOutOfRange
 */
export const salePriceOf = (
  { overrides, discontinuedFrom }: ProductPrices,
  supplierPrice: Money | undefined,
  { priceFactors, roundings }: Pick<SupplierTerms, 'priceFactors' | 'roundings'>,
  level: string,
  on: LocalDate,
): SalePrice => {
  if (discontinuedFrom !== undefined && on >= discontinuedFrom) return { missing: 'discontinued' };
  const override = valueOn(overrides.get(level), on);
  if (override !== undefined) return { price: override, source: 'override' };
  if (supplierPrice === undefined) return { missing: 'supplier-price' };
  const factor = valueOn(priceFactors.get(level), on);
  if (factor === undefined) return { missing: 'price-coefficient' };
  const rounding = valueOn(roundings.get(level), on);
  return {
    price:
      rounding === undefined
        ? times(supplierPrice, factor)
        : roundedProduct(supplierPrice, factor, rounding),
    source: 'supplier-coefficient',
  };
};
