import type { Of } from '@presales/kernel';
import type { Existing } from '../shared/existing.ts';
import type { ProductPrices } from '../shared/pricing/sale-price-of.ts';
import type { ProductCosts } from '../shared/pricing/unit-cost-of.ts';
import type { ProductEvent } from './events.ts';

/** What a product was listed as. */
export type ProductListing = Of<ProductEvent, 'ProductListed'>['data'];

/** What ends the sale of a product. */
export type Discontinuation = Of<ProductEvent, 'ProductDiscontinued'>['data'];

/** A goods receipt's cost. */
export type ReceiptCost = Of<ProductEvent, 'ReceiptCostRecorded'>['data'];

/** What a product or service is: its costs and prices as `unitCostOf` and `salePriceOf` take them. */
export type Product =
  | { readonly status: 'absent' }
  | (ProductCosts &
      ProductPrices & {
        readonly status: 'listed';
        readonly listing: ProductListing;
        readonly name: string;
        readonly supplierId: string | undefined;
        readonly group: string | undefined;
        readonly receipts: ReadonlyMap<string, ReceiptCost>;
        readonly discontinuation: Discontinuation | undefined;
      });

/** A product or service that was listed. */
export type ExistingProduct = Existing<Product>;
