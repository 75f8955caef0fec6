import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { ExistingProduct } from '../state.ts';

/** Ends the sale of a product from a day on. */
export const discontinue = (
  { at: _, ...discontinuation }: Data<'DiscontinueProduct'>,
  state: ExistingProduct,
): Answer => {
  if (discontinuation.replacedBy === discontinuation.productId)
    return refuse({ code: 'product/replaces-itself' });
  return same(state.discontinuation, discontinuation)
    ? emit()
    : emit({ type: 'ProductDiscontinued', data: discontinuation });
};
