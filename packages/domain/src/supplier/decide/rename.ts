import { type Answer, type Data, emit } from '../refusals.ts';
import type { ExistingSupplier } from '../state.ts';

/** Gives a supplier another name. */
export const rename = (
  { supplierId, name }: Data<'RenameSupplier'>,
  state: ExistingSupplier,
): Answer => {
  return state.name === name
    ? emit()
    : emit({ type: 'SupplierRenamed', data: { supplierId, name } });
};
