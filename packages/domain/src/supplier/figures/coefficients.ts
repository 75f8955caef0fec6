import type { Decimal, LocalDate } from '@presales/kernel';
import { withValue } from '../../shared/pricing/by-day.ts';
import type { ExistingSupplier } from '../state.ts';

/** The supplier with a cost coefficient that holds from a day on. */
export const withCost = (
  state: ExistingSupplier,
  from: LocalDate,
  factor: Decimal,
): ExistingSupplier => ({
  ...state,
  costFactors: withValue(state.costFactors, from, factor),
});

/** The supplier with a price coefficient of a level from a day on; with none where it was withdrawn. */
export const withPrice = (
  state: ExistingSupplier,
  level: string,
  from: LocalDate,
  factor: Decimal | undefined,
): ExistingSupplier => ({
  ...state,
  priceFactors: new Map(state.priceFactors).set(
    level,
    withValue(state.priceFactors.get(level), from, factor),
  ),
});
