import {
  type Aggregate,
  aggregate,
  type Decision,
  decisions,
  type LocalDate,
  type Money,
  type Of,
} from '@presales/kernel';
import { valueOn, withValue } from '../shared/pricing/by-day.ts';
import type { ProductPrices } from '../shared/pricing/sale-price-of.ts';
import type { ProductCosts } from '../shared/pricing/unit-cost-of.ts';
import { same } from '../shared/same.ts';
import { sameMoney } from '../shared/same-money.ts';
import { ProductCommand } from './commands.ts';
import { ProductEvent } from './events.ts';

/** What a product was listed as. */
export type ProductListing = Of<ProductEvent, 'ProductListed'>['data'];

/** What ends the sale of a product. */
export type Discontinuation = Of<ProductEvent, 'ProductDiscontinued'>['data'];

/** A goods receipt's cost. */
export type ReceiptCost = Of<ProductEvent, 'ReceiptCostRecorded'>['data'];

/** What a product or service is: its costs and prices as `unitCostOf` and `salePriceOf` take them. */
export type Product =
  | { readonly status: 'absent' }
  | (ProductCosts &
      ProductPrices & {
        readonly status: 'listed';
        readonly listing: ProductListing;
        readonly name: string;
        readonly supplierId: string | undefined;
        readonly receipts: ReadonlyMap<string, ReceiptCost>;
        readonly discontinuation: Discontinuation | undefined;
      });

/** Why a product's command is refused. */
export type ProductRefusal =
  /** Listed before, and differently. */
  | { readonly code: 'product/already-listed' }
  | { readonly code: 'product/not-listed' }
  /** The id belongs to a receipt of another cost or day. */
  | { readonly code: 'product/receipt-exists'; readonly receiptId: string }
  /** A product does not replace itself. */
  | { readonly code: 'product/replaces-itself' };

const evolve = (state: Product, event: ProductEvent): Product => {
  if (event.type === 'ProductListed') {
    const { name, supplierId } = event.data;
    return {
      status: 'listed',
      listing: event.data,
      name,
      supplierId,
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

type Listed = Exclude<Product, { readonly status: 'absent' }>;

const overridden = (
  state: Listed,
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

const decide = (command: ProductCommand, state: Product): Answer => {
  if (command.type === 'ListProduct') return list(command.data, state);
  if (state.status === 'absent') return refuse({ code: 'product/not-listed' });
  switch (command.type) {
    case 'RenameProduct':
      return rename(command.data, state);
    case 'ChangeProductSupplier':
      return changeSupplier(command.data, state);
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
  identify: ({ data }) => data.productId,
});

type Answer = Decision<ProductEvent, ProductRefusal>;
type Data<Type extends ProductCommand['type']> = Of<ProductCommand, Type>['data'];
const { emit, refuse } = decisions<ProductEvent, ProductRefusal>();

function list({ at: _, ...listing }: Data<'ListProduct'>, state: Product): Answer {
  if (state.status === 'absent') return emit({ type: 'ProductListed', data: listing });
  return same(state.listing, listing) ? emit() : refuse({ code: 'product/already-listed' });
}

function rename({ at: _, ...renamed }: Data<'RenameProduct'>, { name }: Listed): Answer {
  return name === renamed.name ? emit() : emit({ type: 'ProductRenamed', data: renamed });
}

function changeSupplier(
  { productId, supplierId }: Data<'ChangeProductSupplier'>,
  { supplierId: from }: Listed,
): Answer {
  if (from === supplierId) return emit();
  return emit({
    type: 'ProductSupplierChanged',
    data: { productId, ...(from === undefined ? {} : { from }), to: supplierId },
  });
}

function recordAccountingCost(
  { at: _, ...recorded }: Data<'RecordAccountingCost'>,
  { accountingCosts }: Listed,
): Answer {
  const known = accountingCosts.get(recorded.validFrom);
  return known !== undefined && sameMoney(known, recorded.cost)
    ? emit()
    : emit({ type: 'AccountingCostRecorded', data: recorded });
}

function withdrawAccountingCost(
  { productId, from }: Data<'WithdrawAccountingCost'>,
  { accountingCosts }: Listed,
): Answer {
  return valueOn(accountingCosts, from) === undefined
    ? emit()
    : emit({ type: 'AccountingCostWithdrawn', data: { productId, from } });
}

function recordReceiptCost(
  { at: _, ...receipt }: Data<'RecordReceiptCost'>,
  { receipts }: Listed,
): Answer {
  const { receiptId } = receipt;
  const known = receipts.get(receiptId);
  if (known === undefined) return emit({ type: 'ReceiptCostRecorded', data: receipt });
  return known.receivedOn === receipt.receivedOn && sameMoney(known.cost, receipt.cost)
    ? emit()
    : refuse({ code: 'product/receipt-exists', receiptId });
}

function overridePrice(
  { at: _, ...override }: Data<'OverridePrice'>,
  { overrides }: Listed,
): Answer {
  const known = overrides.get(override.level)?.get(override.validFrom);
  return known !== undefined && sameMoney(known, override.price)
    ? emit()
    : emit({ type: 'PriceOverridden', data: override });
}

function withdrawOverride(
  { productId, level, from }: Data<'WithdrawPriceOverride'>,
  { overrides }: Listed,
): Answer {
  return valueOn(overrides.get(level), from) === undefined
    ? emit()
    : emit({ type: 'PriceOverrideWithdrawn', data: { productId, level, from } });
}

function discontinue(
  { at: _, ...discontinuation }: Data<'DiscontinueProduct'>,
  state: Listed,
): Answer {
  if (discontinuation.replacedBy === discontinuation.productId)
    return refuse({ code: 'product/replaces-itself' });
  return same(state.discontinuation, discontinuation)
    ? emit()
    : emit({ type: 'ProductDiscontinued', data: discontinuation });
}

function relist({ productId }: Data<'RelistProduct'>, { discontinuation }: Listed): Answer {
  return discontinuation === undefined
    ? emit()
    : emit({ type: 'ProductRelisted', data: { productId } });
}
