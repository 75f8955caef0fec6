import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { ProductCommand } from './commands.ts';
import { changeGroup } from './decide/change-group.ts';
import { changeSupplier } from './decide/change-supplier.ts';
import { discontinue } from './decide/discontinue.ts';
import { list } from './decide/list.ts';
import { overridePrice } from './decide/override-price.ts';
import { recordAccountingCost } from './decide/record-accounting-cost.ts';
import { recordReceiptCost } from './decide/record-receipt-cost.ts';
import { relist } from './decide/relist.ts';
import { rename } from './decide/rename.ts';
import { withdrawAccountingCost } from './decide/withdraw-accounting-cost.ts';
import { withdrawOverride } from './decide/withdraw-price-override.ts';
import { ProductEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { type Answer, type ProductRefusal, refuse } from './refusals.ts';
import { factOrder } from './rules/fact-order.ts';
import type { Product } from './state.ts';

const decide = (command: ProductCommand, state: Product): Answer => {
  if (command.type === 'ListProduct') return list(command.data, state);
  if (state.status === 'absent') return refuse({ code: 'product/not-listed' });
  switch (command.type) {
    case 'RenameProduct':
      return rename(command.data, state);
    case 'ChangeProductSupplier':
      return changeSupplier(command.data, state);
    case 'ChangeProductGroup':
      return changeGroup(command.data, state);
    case 'RecordAccountingCost':
      return recordAccountingCost(command.data, state);
    case 'WithdrawAccountingCost':
      return withdrawAccountingCost(command.data, state);
    case 'RecordReceiptCost':
      return recordReceiptCost(command.data, state);
    case 'OverridePrice':
      return overridePrice(command.data, state);
    case 'WithdrawPriceOverride':
      return withdrawOverride(command.data, state);
    case 'DiscontinueProduct':
      return discontinue(command.data, state);
    case 'RelistProduct':
      return relist(command.data, state);
  }
};

/** A product or service of the catalogue, with its own costs and prices (S57, S60, S62). */
export const product: Aggregate<ProductCommand, Product, ProductEvent, ProductRefusal> = aggregate({
  category: 'product',
  commands: ProductCommand,
  events: ProductEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  inOrder: inOrder('product/before-fact', factOrder),
  identify: ({ data }) => data.productId,
});
