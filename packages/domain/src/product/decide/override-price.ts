import { sameMoney } from '../../shared/same-money.ts';
import { type Answer, type Data, emit } from '../refusals.ts';
import type { ExistingProduct } from '../state.ts';

/** Sets a price by hand for a partner level from a day on. */
export const overridePrice = (
  { at: _, ...override }: Data<'OverridePrice'>,
  { overrides }: ExistingProduct,
): Answer => {
  const known = overrides.get(override.level)?.get(override.validFrom);
  return known !== undefined && sameMoney(known, override.price)
    ? emit()
    : emit({ type: 'PriceOverridden', data: override });
};
