import { bounded } from '../../shared/bounded.ts';
import { same } from '../../shared/same.ts';
import { reckoned, repriced } from '../figures/repriced.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { notChangeable } from '../rules/changeable.ts';
import { foreign } from '../rules/currencies.ts';
import type { ShopOrder } from '../state.ts';

/** Puts another item in the place of one (S72). */
export const substitute = (
  { shopOrderId, lineId, substitute, reason }: Data<'SubstituteShopOrderItem'>,
  state: ShopOrder,
): Answer => {
  if (state.status === 'absent' || state.status === 'awaited')
    return refuse({ code: 'shop-order/not-received' });
  const present = state.lines.find((line) => line.lineId === substitute.lineId);
  if (
    present !== undefined &&
    state.substitutes.get(lineId) === present.lineId &&
    same(present, substitute)
  )
    return emit();
  const closed = notChangeable(state);
  if (closed !== undefined) return closed;
  const original = state.lines.find((line) => line.lineId === lineId);
  if (original === undefined) return refuse({ code: 'shop-order/unknown-line', lineId });
  if (present !== undefined || state.substitutes.has(substitute.lineId))
    return refuse({ code: 'shop-order/line-exists', lineId: substitute.lineId });
  const refusal = foreign(substitute.unitPrice, state.total.currency);
  if (refusal !== undefined) return refusal;
  const lines = state.lines.map((line) => (line === original ? substitute : line));
  const change = bounded(() => reckoned(repriced(state, { lines, tax: state.tax })));
  if (change === undefined) return refuse({ code: 'shop-order/amount-too-large' });
  return emit({
    type: 'ShopOrderItemSubstituted',
    data: {
      shopOrderId,
      original,
      substitute,
      ...(reason === undefined ? {} : { reason }),
      ...change,
    },
  });
};
