import {
  type PriceLine,
  type PriceList,
  type PriceListEvent,
  priceList,
  type SupplierPrices,
  supplierPrices,
} from '@presales/domain/price-list';
import {
  compareMoney,
  type EventLog,
  type LocalDate,
  type Money,
  minus,
  percentOf,
  type RecordedEvent,
} from '@presales/kernel';
import type { PriceListFile } from './price-list-file.ts';

/** A price that would become another. */
export interface PriceChange {
  readonly supplier: string;
  readonly product: string;
  readonly validFrom: LocalDate;
  readonly from: Money;
  readonly to: Money;
  /** By how much, in percent of the price before; absent where that is zero. */
  readonly percent: string | undefined;
}

/** How many prices of a supplier would change, and how. */
export interface PriceChangeCounts {
  readonly supplier: string;
  /** Products that the supplier had no price for. */
  readonly new: number;
  readonly dearer: number;
  readonly cheaper: number;
  readonly unchanged: number;
  /** Priced in another currency than before. */
  readonly otherCurrency: number;
  /** Products that have a price now and are not in the file: they keep it. */
  readonly notInFile: number;
}

/** What an import would change. */
export interface PriceChanges {
  readonly suppliers: readonly PriceChangeCounts[];
  /** The changes that are largest in percent, up or down, largest first. */
  readonly biggest: readonly PriceChange[];
}

/**
 * The prices that hold in a log, list after list as they were published.
 *
 * @throws UndecodableEvent, EventLogError
 */
export const pricesIn = async (log: EventLog): Promise<SupplierPrices> => {
  const { codec, decider, category } = priceList;
  const lists = new Map<string, PriceList>();
  for await (const { events } of log.readAll({ types: codec.types, categories: [category] }))
    for (const stored of events) {
      const event: RecordedEvent<PriceListEvent> = codec.decode(stored);
      const { priceListId } = event.data;
      const state = decider.evolve(lists.get(priceListId) ?? decider.initialState, event);
      // What is published last stands last.
      if (event.type === 'PriceListPublished') lists.delete(priceListId);
      lists.set(priceListId, state);
    }
  return supplierPrices(lists.values());
};

/**
 * What a file would change of the prices that hold: every line is compared with the price that would
 * otherwise hold on the day it is valid from.
 */
export const priceChanges = (
  { suppliers }: PriceListFile,
  prices: SupplierPrices,
  most: number,
): PriceChanges => {
  const changes: PriceChange[] = [];
  const counts = [...suppliers].map(([supplier, lines]): PriceChangeCounts => {
    const count = { new: 0, dearer: 0, cheaper: 0, unchanged: 0, otherCurrency: 0 };
    for (const { productId, price, validFrom } of lines) {
      const from = prices.priceOf(supplier, productId, validFrom);
      const kind = kindOf(from, price);
      count[kind] += 1;
      if (from !== undefined && (kind === 'dearer' || kind === 'cheaper'))
        changes.push({
          supplier,
          product: productId,
          validFrom,
          from,
          to: price,
          percent: percentOf(minus(price, from), from),
        });
    }
    return { supplier, ...count, notInFile: missing(prices, supplier, lines) };
  });
  changes.sort((one, other) => sizeOf(other) - sizeOf(one));
  return { suppliers: counts, biggest: changes.slice(0, most) };
};

const kindOf = (
  from: Money | undefined,
  to: Money,
): Exclude<keyof PriceChangeCounts, 'supplier' | 'notInFile'> => {
  if (from === undefined) return 'new';
  if (from.currency !== to.currency) return 'otherCurrency';
  const order = compareMoney(to, from);
  if (order === 0) return 'unchanged';
  return order > 0 ? 'dearer' : 'cheaper';
};

/** A change from nothing to something is the largest there is. */
const sizeOf = ({ percent }: PriceChange): number =>
  percent === undefined ? Number.MAX_VALUE : Math.abs(Number(percent));

/** Products with a price on the last day that the file speaks of, and no line in it. */
const missing = (prices: SupplierPrices, supplier: string, lines: readonly PriceLine[]): number => {
  const last = lines.reduce((day, { validFrom }) => (validFrom > day ? validFrom : day), '');
  const named = new Set(lines.map(({ productId }) => productId));
  return [...prices.productsOf(supplier, last).keys()].filter((product) => !named.has(product))
    .length;
};
