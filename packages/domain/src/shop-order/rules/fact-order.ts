import type { FactOrder } from '@presales/kernel';
import type { ShopOrderCommand } from '../commands.ts';
import type { ShopOrderEvent } from '../events.ts';

/**
 * What happens to a shop order after what (B21). Shops report payments in any order, also before the order itself.
 */
export const factOrder: FactOrder<ShopOrderCommand, ShopOrderEvent> = {
  settles: {
    ShopOrderReceived: ['order'],
    ShopOrderPrepaid: [],
    ShopOrderPaid: [{ aspect: 'payment', by: ['paymentId'] }],
    ShopOrderPaymentSetAside: [{ aspect: 'payment', by: ['paymentId'] }],
    ShopOrderRefunded: [{ aspect: 'refund', by: ['refundId'] }],
    ShopOrderChanged: ['content'],
    ShopOrderItemSubstituted: ['content'],
    ShopOrderRepriced: ['content'],
    ShopOrderCancelled: ['cancellation'],
    ShopOrderLinked: ['deal'],
    ShopOrderTransferred: ['quotation'],
  },
  follows: {
    ReceiveShopOrder: [],
    RecordShopOrderPayment: [],
    RecordShopOrderRefund: ['order', 'payment'],
    ChangeShopOrder: ['order'],
    SubstituteShopOrderItem: ['order'],
    RepriceShopOrder: ['order', 'quotation'],
    CancelShopOrder: ['order', 'content'],
    LinkShopOrder: ['order'],
    TransferShopOrder: ['order', 'content'],
  },
};
