import { bounded } from '../../shared/bounded.ts';
import { same } from '../../shared/same.ts';
import { conceding } from '../figures/conceded.ts';
import { reckoned, repriced } from '../figures/repriced.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { foreign } from '../rules/currencies.ts';
import type { KnownShopOrder, ShopOrder } from '../state.ts';

/** Says what a transferred order owes: what its quotation says, or its own lines again. */
export const reprice = (
  { shopOrderId, quotationId, quoted }: Data<'RepriceShopOrder'>,
  state: ShopOrder,
): Answer => {
  if (state.status === 'absent' || state.status === 'awaited')
    return refuse({ code: 'shop-order/not-received' });
  if (state.quotationId !== quotationId) return refuse({ code: 'shop-order/not-transferred' });
  if (state.status === 'cancelled') return refuse({ code: 'shop-order/cancelled' });
  if (same(quoted, state.quoted)) return emit();
  const refusal = quoted && foreign(quoted.total, state.total.currency);
  if (refusal !== undefined) return refusal;
  const change = bounded(() => reckoned(owing(state, quoted)));
  if (change === undefined) return refuse({ code: 'shop-order/amount-too-large' });
  return emit({
    type: 'ShopOrderRepriced',
    data: { shopOrderId, ...(quoted === undefined ? {} : { quoted }), ...change, quotationId },
  });
};

const owing = (
  state: KnownShopOrder,
  quoted: Data<'RepriceShopOrder'>['quoted'],
): KnownShopOrder =>
  quoted === undefined
    ? repriced({ ...state, quoted }, state)
    : conceding({ ...state, quoted, net: quoted.value.net, total: quoted.total });
