import type { FactOrder } from '@presales/kernel';
import type { ProductCommand } from '../commands.ts';
import type { ProductEvent } from '../events.ts';

/**
 * What happens to a product after what (B21). Costs and prices say themselves from which day on they hold.
 */
export const factOrder: FactOrder<ProductCommand, ProductEvent> = {
  settles: {
    ProductListed: ['listing'],
    ProductRenamed: ['name'],
    ProductSupplierChanged: ['supplier'],
    ProductGroupChanged: ['group'],
    AccountingCostRecorded: [{ aspect: 'accounting cost', by: ['validFrom'] }],
    AccountingCostWithdrawn: [{ aspect: 'accounting cost', by: ['from'] }],
    ReceiptCostRecorded: [],
    PriceOverridden: [{ aspect: 'price', by: ['level', 'validFrom'] }],
    PriceOverrideWithdrawn: [{ aspect: 'price', by: ['level', 'from'] }],
    ProductDiscontinued: ['listing'],
    ProductRelisted: ['listing'],
  },
  follows: {
    ListProduct: [],
    RenameProduct: ['listing'],
    ChangeProductSupplier: ['listing'],
    ChangeProductGroup: ['listing'],
    RecordAccountingCost: [],
    WithdrawAccountingCost: ['accounting cost'],
    RecordReceiptCost: [],
    OverridePrice: [],
    WithdrawPriceOverride: [{ aspect: 'price', by: ['level'] }],
    DiscontinueProduct: ['listing'],
    RelistProduct: ['listing'],
  },
};
