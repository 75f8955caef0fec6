import { levelsAtLoss } from '../../shared/pricing/supplier-terms.ts';
import { sameDecimal } from '../../shared/same-decimal.ts';
import { withCost } from '../figures/coefficients.ts';
import { type Answer, type Data, emit } from '../refusals.ts';
import type { ExistingSupplier } from '../state.ts';

/** Sets the factor that makes costs of the supplier's prices, from a day on. */
export const setCost = (
  { at: _, ...set }: Data<'SetCostCoefficient'>,
  state: ExistingSupplier,
): Answer => {
  const { validFrom, factor } = set;
  const known = state.costFactors.get(validFrom);
  if (known !== undefined && sameDecimal(known, factor)) return emit();
  const atLoss = levelsAtLoss(withCost(state, validFrom, factor), validFrom);
  return emit({ type: 'CostCoefficientSet', data: { ...set, levelsAtLoss: atLoss } });
};
