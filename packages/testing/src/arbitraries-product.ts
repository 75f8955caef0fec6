import { ProductCommand, product } from '@presales/domain/product';
import { SupplierCommand, supplier } from '@presales/domain/supplier';
import fc, { type Arbitrary } from 'fast-check';
import { commandsFor, fitting } from './arbitraries.ts';

/** The commands of a product: it is listed first, then come any others. */
export const productStories: Arbitrary<readonly ProductCommand[]> = fc
  .tuple(fitting(ProductCommand.options[0]), fc.array(commandsFor(product), { maxLength: 20 }))
  .map(([listed, rest]) => [listed, ...rest]);

/** The commands of a supplier: it is registered first, then come any others. */
export const supplierStories: Arbitrary<readonly SupplierCommand[]> = fc
  .tuple(fitting(SupplierCommand.options[0]), fc.array(commandsFor(supplier), { maxLength: 20 }))
  .map(([registered, rest]) => [registered, ...rest]);
