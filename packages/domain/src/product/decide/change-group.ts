import { type Answer, type Data, emit } from '../refusals.ts';
import type { ExistingProduct } from '../state.ts';

/** Puts a product into another group from now on. */
export const changeGroup = (
  { productId, group }: Data<'ChangeProductGroup'>,
  { group: from }: ExistingProduct,
): Answer => {
  if (from === group) return emit();
  return emit({
    type: 'ProductGroupChanged',
    data: { productId, ...(from === undefined ? {} : { from }), to: group },
  });
};
