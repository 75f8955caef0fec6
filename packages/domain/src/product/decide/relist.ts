import { type Answer, type Data, emit } from '../refusals.ts';
import type { ExistingProduct } from '../state.ts';

/** Takes a discontinued product back into the catalogue. */
export const relist = (
  { productId }: Data<'RelistProduct'>,
  { discontinuation }: ExistingProduct,
): Answer => {
  return discontinuation === undefined
    ? emit()
    : emit({ type: 'ProductRelisted', data: { productId } });
};
