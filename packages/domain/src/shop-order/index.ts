export { ShopOrderCommand } from './commands.ts';
export { ShopOrderEvent } from './events.ts';
export { type OrderItemToCopy, orderItemsToCopy } from './figures/items-to-copy.ts';
export { type OrderLineValue, orderLineValues } from './figures/line-values.ts';
export { refundDue, shopOrderValue } from './figures/standing.ts';
export { lessConceded } from './figures/value.ts';
export type { ShopOrderRefusal } from './refusals.ts';
export { shopOrder } from './shop-order.ts';
export type {
  KnownShopOrder,
  OrderedLine,
  ReceivedShopOrder,
  ReturnRefund,
  ShopOrder,
  WaitingPayments,
} from './state.ts';
export {
  CancellationReason,
  PaymentExtent,
  QuotedPrice,
  ReturnedItem,
  ReturnedItems,
  SetAsideReason,
  ShopOrderLine,
  ShopOrderLines,
} from './vocabulary.ts';
