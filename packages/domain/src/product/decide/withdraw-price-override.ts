import { valueOn } from '../../shared/pricing/by-day.ts';
import { type Answer, type Data, emit } from '../refusals.ts';
import type { ExistingProduct } from '../state.ts';

/** Ends a price that was set by hand, from a day on. */
export const withdrawOverride = (
  { productId, level, from }: Data<'WithdrawPriceOverride'>,
  { overrides }: ExistingProduct,
): Answer => {
  return valueOn(overrides.get(level), from) === undefined
    ? emit()
    : emit({ type: 'PriceOverrideWithdrawn', data: { productId, level, from } });
};
