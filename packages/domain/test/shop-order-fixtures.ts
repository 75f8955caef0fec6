import type { ShopOrderCommand, ShopOrderEvent, ShopOrderLine } from '@presales/domain/shop-order';
import { type Money, money } from '@presales/kernel';

/** Names and amounts that the tests of shop orders share. */
export const at = '2026-03-02T09:00:00.000Z';
export const shopOrderId = 'web-1';
export const eur = (amount: number): Money => money(amount, 'EUR');

/** Ten routers at 100.00, which cost 70.00 each: net 1,000.00, margin 300.00. */
export const routers: ShopOrderLine = {
  lineId: 'l1',
  description: 'Router R1',
  productId: 'r1',
  quantity: '10',
  unitPrice: eur(100_00),
  unitCost: { amount: eur(70_00), source: 'supplier-coefficient' },
};
/** A service of unknown cost: net 200.00. */
export const setUp: ShopOrderLine = {
  lineId: 'l2',
  description: 'Set-up',
  quantity: '1',
  unitPrice: eur(200_00),
};

export const dealOf = (net: number, margin: number, unknown = 0) => ({
  net: eur(net),
  margin: eur(margin),
  netOfUnknownCost: eur(unknown),
});

export const order = {
  shopOrderId,
  partyId: 'p1',
  lines: [routers],
  net: eur(1_000_00),
  total: eur(1_000_00),
  value: dealOf(1_000_00, 300_00),
};
export const received: ShopOrderEvent = { type: 'ShopOrderReceived', data: order };

export const receive: ShopOrderCommand = {
  type: 'ReceiveShopOrder',
  data: { shopOrderId, partyId: 'p1', lines: [routers], at },
};

/** How an order of 1,000.00 stands. */
export const standing = (
  paid: number,
  refunded: number,
  rest: {
    readonly conceded?: number;
    readonly outstanding?: number;
    readonly overpaid?: number;
    readonly total?: number;
    readonly value?: ReturnType<typeof dealOf>;
  } = {},
) => ({
  total: eur(rest.total ?? 1_000_00),
  paidTotal: eur(paid),
  refundedTotal: eur(refunded),
  conceded: eur(rest.conceded ?? 0),
  outstanding: eur(rest.outstanding ?? 0),
  overpaid: eur(rest.overpaid ?? 0),
  value: rest.value ?? dealOf(1_000_00, 300_00),
});

export const pay = (paymentId: string, amount: number, when = at): ShopOrderCommand => ({
  type: 'RecordShopOrderPayment',
  data: { shopOrderId, paymentId, amount: eur(amount), at: when },
});
export const paid = (
  paymentId: string,
  amount: number,
  extent: 'part' | 'full',
  stands: ReturnType<typeof standing>,
  paidAt = at,
): ShopOrderEvent => ({
  type: 'ShopOrderPaid',
  data: { shopOrderId, paymentId, amount: eur(amount), paidAt, extent, ...stands },
});
export const paidInFull = paid('pay1', 1_000_00, 'full', standing(1_000_00, 0));

export const refund = (refundId: string, amount: number): ShopOrderCommand => ({
  type: 'RecordShopOrderRefund',
  data: { shopOrderId, refundId, amount: eur(amount), at },
});
export const refunded = (
  refundId: string,
  amount: number,
  extent: 'part' | 'full',
  stands: ReturnType<typeof standing>,
): ShopOrderEvent => ({
  type: 'ShopOrderRefunded',
  data: { shopOrderId, refundId, amount: eur(amount), extent, ...stands },
});

export const cancelled: ShopOrderEvent = {
  type: 'ShopOrderCancelled',
  data: { shopOrderId, reason: 'out-of-stock', paid: false },
};
export const transferred: ShopOrderEvent = {
  type: 'ShopOrderTransferred',
  data: { shopOrderId, quotationId: 'q1' },
};
