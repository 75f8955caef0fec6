import {
  type ByDay,
  bounded,
  type SupplierTerms,
  salePriceOf,
  unitCostOf,
  valueOn,
  withValue,
} from '@presales/domain';
import { PartyEvent } from '@presales/domain/party';
import { askOn, type SupplierAsk } from '@presales/domain/price-list';
import { type ExistingProduct, product } from '@presales/domain/product';
import { type Supplier, supplier } from '@presales/domain/supplier';
import { type LocalDate, type Message, type MessageUnion, parse } from '@presales/kernel';
import type { Kysely } from 'kysely';
import { survivorsOf } from '../shared/merges.ts';
import { present } from '../shared/present.ts';
import type { Scope } from '../shared/scope.ts';
import { UnreadableRow } from '../shared/unreadable-row.ts';
import type { LevelPrice, PriceBookProduct } from './report.ts';
import { type PriceBookTables, type PriceLineFact, priceBookTables } from './tables.ts';

/** What a supplier asks, and in which list. */
interface ListedAsk extends SupplierAsk {
  readonly priceListId: string;
}

/** What costs and prices follow from, as it was known. */
export interface Catalogue {
  readonly products: ReadonlyMap<string, ExistingProduct>;
  readonly suppliers: ReadonlyMap<string, SupplierTerms>;
  /** By supplier and product, in the order in which the lists were published. */
  readonly asks: ReadonlyMap<string, readonly ListedAsk[]>;
  /** Every partner level that a price was ever set for. */
  readonly levels: readonly string[];
  /** The partner level of a party on a day. */
  readonly levelOf: (partyId: string, on: LocalDate) => string | undefined;
}

type Database = Kysely<PriceBookTables>;

/**
 * Reads what is known of costs and prices; of some products, or of all. A price says itself from which
 * day on it holds, so all that is known counts, whenever it happened.
 *
 * @throws UnreadableRow for a stored event that this program cannot read
 */
export const readCatalogue = async (
  database: Database,
  scope: Scope,
  only: ReadonlySet<string> | undefined,
): Promise<Catalogue> => {
  const changes = await database
    .selectFrom('price_book_change')
    .selectAll()
    .where(scope.known)
    .orderBy('position')
    .execute();
  const products = new Map<string, ExistingProduct>();
  const suppliers = new Map<string, Exclude<Supplier, { readonly status: 'absent' }>>();
  const partyLevels = new Map<string, ByDay<string | undefined>>();
  for (const change of changes) {
    const { kind, of_id: id } = change;
    if (kind === 'product' && (only === undefined || only.has(id))) {
      const { evolve, initialState } = product.decider;
      const state = evolve(products.get(id) ?? initialState, eventIn(product.events, change));
      if (state.status !== 'absent') products.set(id, state);
    }
    if (kind === 'supplier') {
      const { evolve, initialState } = supplier.decider;
      const state = evolve(suppliers.get(id) ?? initialState, eventIn(supplier.events, change));
      if (state.status !== 'absent') suppliers.set(id, state);
    }
    if (kind === 'party') {
      const event = eventIn<PartyEvent>(PartyEvent, change);
      if (event.type === 'PartnerLevelSet') {
        const { validFrom, level } = event.data;
        partyLevels.set(id, withValue(partyLevels.get(id), validFrom, level));
      }
    }
  }
  const merges = await database
    .selectFrom('price_book_merge')
    .selectAll()
    .where(scope.known)
    .execute();
  const survivorOf = survivorsOf(merges);
  return {
    products,
    suppliers,
    asks: await readAsks(database, scope, only),
    levels: levelsOf(suppliers.values(), products.values()),
    levelOf: (partyId, on) => valueOn(partyLevels.get(survivorOf(partyId)), on),
  };
};

const levelsOf = (
  suppliers: Iterable<SupplierTerms>,
  products: Iterable<ExistingProduct>,
): readonly string[] => {
  const levels = new Set<string>();
  for (const { priceFactors } of suppliers)
    for (const level of priceFactors.keys()) levels.add(level);
  for (const { overrides } of products) for (const level of overrides.keys()) levels.add(level);
  return [...levels].sort();
};

/** A stored event of the price book. @throws UnreadableRow */
export const eventIn = <Event extends Message>(
  events: MessageUnion<Event>,
  {
    type,
    data,
    position,
  }: { readonly type: string; readonly data: string; readonly position: number },
): Event => {
  try {
    return parse(events, { type, data: JSON.parse(data) }, type);
  } catch (error) {
    throw new UnreadableRow(priceBookTables.change.name, position, 'data', error);
  }
};

const readAsks = async (
  database: Database,
  { known }: Scope,
  only: ReadonlySet<string> | undefined,
): Promise<Catalogue['asks']> => {
  if (only?.size === 0) return new Map();
  const lists = await database
    .selectFrom('price_book_list')
    .selectAll()
    .where(known)
    .orderBy('position')
    .execute();
  const validUntil = new Map<string, LocalDate | null>();
  const published = new Map<string, number>();
  for (const { price_list_id: id, state, valid_until, position } of lists) {
    if (state === 'opened') validUntil.set(id, valid_until);
    if (state === 'published') published.set(id, position);
    if (state === 'withdrawn') published.delete(id);
  }
  const all = database.selectFrom('price_book_line').selectAll().where(known);
  const lines = await (only === undefined || only.size > MOST_NAMED
    ? all
    : all.where('product_id', 'in', [...only])
  )
    .orderBy('position')
    .execute();
  const asks = new Map<string, ListedAsk[]>();
  const inForce = lines.filter(({ price_list_id }) => published.has(price_list_id));
  inForce.sort(
    (left, right) =>
      (published.get(left.price_list_id) ?? 0) - (published.get(right.price_list_id) ?? 0),
  );
  for (const line of inForce) {
    const key = askKey(line.supplier_id, line.product_id);
    const before = asks.get(key) ?? [];
    before.push(askIn(line, validUntil.get(line.price_list_id) ?? undefined));
    asks.set(key, before);
  }
  return asks;
};

/** The most products that a statement names: where there are more, all lines are read. */
const MOST_NAMED = 500;

const askKey = (supplierId: string, productId: string): string =>
  JSON.stringify([supplierId, productId]);

const askIn = (
  { price_list_id, amount, currency, scale, valid_from }: PriceLineFact,
  validUntil: LocalDate | undefined,
): ListedAsk => ({
  priceListId: price_list_id,
  price: { amount, currency, scale },
  validFrom: valid_from,
  validUntil,
});

const noTerms: SupplierTerms = {
  costFactors: new Map(),
  priceFactors: new Map(),
  roundings: new Map(),
};

/** What a product costs and is sold for on a day, at these levels. */
export const productOn = (
  { suppliers, asks }: Catalogue,
  [productId, state]: readonly [string, ExistingProduct],
  levels: readonly string[],
  on: LocalDate,
): PriceBookProduct => {
  const { supplierId, listing, name, discontinuation } = state;
  const ask =
    supplierId === undefined ? undefined : askOn(asks.get(askKey(supplierId, productId)) ?? [], on);
  const terms = (supplierId === undefined ? undefined : suppliers.get(supplierId)) ?? noTerms;
  return {
    productId,
    name,
    kind: listing.kind,
    ...present({
      supplierId,
      supplierPrice: ask?.price,
      priceListId: ask?.priceListId,
      cost: bounded(() => unitCostOf(state, ask?.price, terms, on)),
      discontinuedFrom: discontinuation?.from,
      replacedBy: discontinuation?.replacedBy,
    }),
    prices: levels.map(
      (level): LevelPrice => ({
        level,
        ...(bounded(() => salePriceOf(state, ask?.price, terms, level, on)) ?? {
          missing: 'too-large',
        }),
      }),
    ),
  };
};
