export { ProductCommand } from './commands.ts';
export { ProductEvent } from './events.ts';
export { product } from './product.ts';
export type { ProductRefusal } from './refusals.ts';
export type {
  Discontinuation,
  ExistingProduct,
  Product,
  ProductListing,
  ReceiptCost,
} from './state.ts';
export { ProductKind } from './vocabulary.ts';
