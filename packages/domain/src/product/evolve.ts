import type { LocalDate, Money } from '@presales/kernel';
import { withValue } from '../shared/pricing/by-day.ts';
import type { ProductEvent } from './events.ts';
import type { ExistingProduct, Product } from './state.ts';

/** The state after one more event. An event that cannot have happened changes nothing. */
export const evolve = (state: Product, event: ProductEvent): Product => {
  if (event.type === 'ProductListed') {
    const { name, supplierId, group } = event.data;
    return {
      status: 'listed',
      listing: event.data,
      name,
      supplierId,
      group,
      accountingCosts: new Map(),
      receiptCosts: new Map(),
      receipts: new Map(),
      overrides: new Map(),
      discontinuation: undefined,
      discontinuedFrom: undefined,
    };
  }
  if (state.status === 'absent') return state;
  switch (event.type) {
    case 'ProductRenamed':
      return { ...state, name: event.data.name };
    case 'ProductSupplierChanged':
      return { ...state, supplierId: event.data.to };
    case 'ProductGroupChanged':
      return { ...state, group: event.data.to };
    case 'AccountingCostRecorded': {
      const { validFrom, cost } = event.data;
      return { ...state, accountingCosts: withValue(state.accountingCosts, validFrom, cost) };
    }
    case 'AccountingCostWithdrawn': {
      const { from } = event.data;
      return { ...state, accountingCosts: withValue(state.accountingCosts, from, undefined) };
    }
    case 'ReceiptCostRecorded': {
      const { receiptId, receivedOn, cost } = event.data;
      return {
        ...state,
        receiptCosts: withValue(state.receiptCosts, receivedOn, cost),
        receipts: new Map(state.receipts).set(receiptId, event.data),
      };
    }
    case 'PriceOverridden': {
      const { level, validFrom, price } = event.data;
      return overridden(state, level, validFrom, price);
    }
    case 'PriceOverrideWithdrawn':
      return overridden(state, event.data.level, event.data.from, undefined);
    case 'ProductDiscontinued':
      return { ...state, discontinuation: event.data, discontinuedFrom: event.data.from };
    case 'ProductRelisted':
      return { ...state, discontinuation: undefined, discontinuedFrom: undefined };
  }
};

const overridden = (
  state: ExistingProduct,
  level: string,
  from: LocalDate,
  price: Money | undefined,
): Product => ({
  ...state,
  overrides: new Map(state.overrides).set(
    level,
    withValue(state.overrides.get(level), from, price),
  ),
});
