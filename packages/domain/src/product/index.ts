export { ProductCommand } from './commands.ts';
export { ProductEvent, ProductKind } from './events.ts';
export {
  type Discontinuation,
  type Product,
  type ProductListing,
  type ProductRefusal,
  product,
  type ReceiptCost,
} from './product.ts';
