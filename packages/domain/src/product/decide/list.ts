import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Product } from '../state.ts';

/** Puts a product or service into the catalogue. */
export const list = ({ at: _, ...listing }: Data<'ListProduct'>, state: Product): Answer => {
  if (state.status === 'absent') return emit({ type: 'ProductListed', data: listing });
  return same(state.listing, listing) ? emit() : refuse({ code: 'product/already-listed' });
};
