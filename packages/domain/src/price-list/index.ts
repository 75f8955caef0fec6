export { PriceListCommand } from './commands.ts';
export { PriceLine, PriceListEvent, priceListLimits } from './events.ts';
export { type SupplierPrices, supplierPrices } from './figures/supplier-prices.ts';
export {
  type PriceList,
  type PriceListHeader,
  type PriceListPart,
  type PriceListRefusal,
  priceList,
} from './price-list.ts';
