export { ShopOrderCommand } from './commands.ts';
export {
  CancellationReason,
  PaymentExtent,
  SetAsideReason,
  ShopOrderEvent,
  ShopOrderLine,
  ShopOrderLines,
} from './events.ts';
export { shopOrderValue } from './figures/standing.ts';
export { lessConceded } from './figures/value.ts';
export type { ShopOrderRefusal } from './refusals.ts';
export {
  type KnownShopOrder,
  type ReceivedShopOrder,
  type ShopOrder,
  shopOrder,
  type WaitingPayments,
} from './shop-order.ts';
