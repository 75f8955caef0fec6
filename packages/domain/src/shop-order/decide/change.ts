import { bounded } from '../../shared/bounded.ts';
import { same } from '../../shared/same.ts';
import { reckoned, repriced } from '../figures/repriced.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { notChangeable } from '../rules/changeable.ts';
import { foreignWithin } from '../rules/currencies.ts';
import type { ShopOrder } from '../state.ts';

/** Takes in what the shop says the order has become; the same change again changes nothing. */
export const changeOrder = (
  { shopOrderId, changeId, lines, tax }: Data<'ChangeShopOrder'>,
  state: ShopOrder,
): Answer => {
  if (state.status === 'absent' || state.status === 'awaited')
    return refuse({ code: 'shop-order/not-received' });
  if (state.changes.has(changeId)) return emit();
  const closed = notChangeable(state);
  if (closed !== undefined) return closed;
  if (same({ lines, tax }, { lines: state.lines, tax: state.tax })) return emit();
  const refusal = foreignWithin({ lines, tax }, state.total.currency);
  if (refusal !== undefined) return refusal;
  const change = bounded(() => reckoned(repriced(state, { lines, tax })));
  if (change === undefined) return refuse({ code: 'shop-order/amount-too-large' });
  return emit({
    type: 'ShopOrderChanged',
    data: { shopOrderId, changeId, lines, ...(tax === undefined ? {} : { tax }), ...change },
  });
};
