import { type Answer, type Data, emit } from '../refusals.ts';
import type { ExistingProduct } from '../state.ts';

/** Gives a product another name. */
export const rename = (
  { at: _, ...renamed }: Data<'RenameProduct'>,
  { name }: ExistingProduct,
): Answer => {
  return name === renamed.name ? emit() : emit({ type: 'ProductRenamed', data: renamed });
};
