export { type ByDay, valueOn, withValue } from './by-day.ts';
export { PriceRounding, roundedProduct } from './price-rounding.ts';
export { type ProductPrices, type SalePrice, salePriceOf } from './sale-price-of.ts';
export { levelsAtLoss, type SupplierTerms } from './supplier-terms.ts';
export { type ProductCosts, unitCostOf } from './unit-cost-of.ts';
