import { valueOn } from '../../shared/pricing/by-day.ts';
import { type Answer, type Data, emit } from '../refusals.ts';
import type { ExistingSupplier } from '../state.ts';

/** Ends the price coefficient of a partner level from a day on. */
export const withdrawPrice = (
  { supplierId, level, from }: Data<'WithdrawPriceCoefficient'>,
  state: ExistingSupplier,
): Answer => {
  return valueOn(state.priceFactors.get(level), from) === undefined
    ? emit()
    : emit({ type: 'PriceCoefficientWithdrawn', data: { supplierId, level, from } });
};
