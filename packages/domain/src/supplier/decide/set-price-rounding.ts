import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { ExistingSupplier } from '../state.ts';
import { supplierLimits } from '../vocabulary.ts';

/** Sets how the prices of a partner level are rounded, from a day on. */
export const setRounding = (
  { at: _, ...set }: Data<'SetPriceRounding'>,
  state: ExistingSupplier,
): Answer => {
  const { level, validFrom, rounding } = set;
  if (same(state.roundings.get(level)?.get(validFrom), rounding)) return emit();
  const { levels } = supplierLimits;
  if (!state.roundings.has(level) && state.roundings.size >= levels)
    return refuse({ code: 'supplier/too-many-levels', limit: levels });
  return emit({ type: 'PriceRoundingSet', data: set });
};
