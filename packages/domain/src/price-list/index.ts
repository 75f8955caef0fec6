export { PriceListCommand } from './commands.ts';
export { PriceListEvent } from './events.ts';
export {
  askOn,
  type SupplierAsk,
  type SupplierPrices,
  supplierPrices,
} from './figures/supplier-prices.ts';
export { priceList } from './price-list.ts';
export type { PriceListRefusal } from './refusals.ts';
export type { PriceList, PriceListHeader, PriceListPart } from './state.ts';
export { PriceLine, priceListLimits } from './vocabulary.ts';
