import { bounded } from '../../shared/bounded.ts';
import { same } from '../../shared/same.ts';
import { paymentExtentOf, repriced, standingOf } from '../figures/standing.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { foreign, foreignWithin } from '../rules/currencies.ts';
import type { KnownShopOrder, ShopOrder } from '../shop-order.ts';

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

/** What was cancelled stays as it was, and what was transferred changes as a quotation does. */
const notChangeable = ({ status, quotationId }: KnownShopOrder): Answer | undefined => {
  if (status === 'cancelled') return refuse({ code: 'shop-order/cancelled' });
  return quotationId === undefined
    ? undefined
    : refuse({ code: 'shop-order/transferred', quotationId });
};

const reckoned = (order: KnownShopOrder) => ({
  net: order.net,
  extent: paymentExtentOf(order),
  ...standingOf(order),
});
