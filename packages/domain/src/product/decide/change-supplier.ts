import { type Answer, type Data, emit } from '../refusals.ts';
import type { ExistingProduct } from '../state.ts';

/** Says whom a product is bought from now on. */
export const changeSupplier = (
  { productId, supplierId }: Data<'ChangeProductSupplier'>,
  { supplierId: from }: ExistingProduct,
): Answer => {
  if (from === supplierId) return emit();
  return emit({
    type: 'ProductSupplierChanged',
    data: { productId, ...(from === undefined ? {} : { from }), to: supplierId },
  });
};
