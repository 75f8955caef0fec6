import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Supplier } from '../state.ts';

/** Registers a supplier under a name. */
export const register = (
  { supplierId, name }: Data<'RegisterSupplier'>,
  state: Supplier,
): Answer => {
  if (state.status === 'absent')
    return emit({ type: 'SupplierRegistered', data: { supplierId, name } });
  return state.registered === name ? emit() : refuse({ code: 'supplier/already-registered' });
};
