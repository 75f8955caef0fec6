import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { ShopOrderCommand } from './commands.ts';
import { cancel } from './decide/cancel.ts';
import { changeOrder } from './decide/change.ts';
import { link } from './decide/link.ts';
import { receive } from './decide/receive.ts';
import { recordPayment } from './decide/record-payment.ts';
import { recordRefund } from './decide/record-refund.ts';
import { reprice } from './decide/reprice.ts';
import { substitute } from './decide/substitute-item.ts';
import { transfer } from './decide/transfer.ts';
import { ShopOrderEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { Answer, ShopOrderRefusal } from './refusals.ts';
import { factOrder } from './rules/fact-order.ts';
import type { ShopOrder } from './state.ts';

const decide = (command: ShopOrderCommand, state: ShopOrder): Answer => {
  switch (command.type) {
    case 'ReceiveShopOrder':
      return receive(command.data, state);
    case 'RecordShopOrderPayment':
      return recordPayment(command.data, state);
    case 'RecordShopOrderRefund':
      return recordRefund(command.data, state);
    case 'ChangeShopOrder':
      return changeOrder(command.data, state);
    case 'SubstituteShopOrderItem':
      return substitute(command.data, state);
    case 'CancelShopOrder':
      return cancel(command.data, state);
    case 'LinkShopOrder':
      return link(command.data, state);
    case 'TransferShopOrder':
      return transfer(command.data, state);
    case 'RepriceShopOrder':
      return reprice(command.data, state);
  }
};

/** An order of a web shop, as its reports tell it (S68 to S73). */
export const shopOrder: Aggregate<ShopOrderCommand, ShopOrder, ShopOrderEvent, ShopOrderRefusal> =
  aggregate({
    category: 'shopOrder',
    commands: ShopOrderCommand,
    events: ShopOrderEvent,
    decider: { initialState: { status: 'absent' }, evolve, decide },
    inOrder: inOrder('shop-order/before-fact', factOrder),
    identify: ({ data }) => data.shopOrderId,
  });
