import { levelsAtLoss } from '../../shared/pricing/supplier-terms.ts';
import { sameDecimal } from '../../shared/same-decimal.ts';
import { withPrice } from '../figures/coefficients.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { ExistingSupplier } from '../state.ts';
import { supplierLimits } from '../vocabulary.ts';

/** Sets the factor that makes our prices of the supplier's at a partner level, from a day on. */
export const setPrice = (
  { at: _, ...set }: Data<'SetPriceCoefficient'>,
  state: ExistingSupplier,
): Answer => {
  const { level, validFrom, factor } = set;
  const known = state.priceFactors.get(level)?.get(validFrom);
  if (known !== undefined && sameDecimal(known, factor)) return emit();
  const { levels } = supplierLimits;
  if (!state.priceFactors.has(level) && state.priceFactors.size >= levels)
    return refuse({ code: 'supplier/too-many-levels', limit: levels });
  const atLoss = levelsAtLoss(withPrice(state, level, validFrom, factor), validFrom);
  return emit({ type: 'PriceCoefficientSet', data: { ...set, atLoss: atLoss.includes(level) } });
};
