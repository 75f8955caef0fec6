export { ShopOrderCommand } from './commands.ts';
export { ShopOrderEvent } from './events.ts';
export { shopOrderValue } from './figures/standing.ts';
export { lessConceded } from './figures/value.ts';
export type { ShopOrderRefusal } from './refusals.ts';
export { shopOrder } from './shop-order.ts';
export type {
  KnownShopOrder,
  ReceivedShopOrder,
  ShopOrder,
  WaitingPayments,
} from './state.ts';
export {
  CancellationReason,
  PaymentExtent,
  SetAsideReason,
  ShopOrderLine,
  ShopOrderLines,
} from './vocabulary.ts';
