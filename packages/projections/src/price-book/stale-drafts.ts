import {
  allLines,
  type DraftQuotation,
  type Quotation,
  type QuotationLine,
  quotation,
} from '@presales/domain/quotation';
import { compareMoney, type Money, type Position, type SqlReader } from '@presales/kernel';
import type { Kysely } from 'kysely';
import { present } from '../shared/present.ts';
import { queryBuilder } from '../shared/query-builder.ts';
import { answerOf, type Scope, scopeOf } from '../shared/scope.ts';
import { type Catalogue, eventIn, productOn, readCatalogue } from './book.ts';
import type { StaleDraftParameters } from './parameters.ts';
import { dayOf } from './query.ts';
import type { StaleDraft, StaleDraftReport, StaleLine, StaleReason } from './report.ts';
import type { PriceBookTables } from './tables.ts';

/**
 * The drafts whose lines say something else than the price book of a day: another list price, for
 * lines that were drawn from a list; another cost; or a product that is sold no more. A price that
 * was negotiated is no reason, nor is a version that was sent (B31).
 *
 * @throws UnreadableRow for a stored event that this program cannot read
 * @throws InvalidInput for times that are no instants and days that are none
 */
export const staleDrafts = async (
  reader: SqlReader,
  position: Position,
  parameters: StaleDraftParameters,
): Promise<StaleDraftReport> => {
  const database = queryBuilder<PriceBookTables>(reader);
  const on = dayOf(parameters);
  const scope = scopeOf(parameters);
  const drafts = await readDrafts(database, scope);
  const catalogue = await readCatalogue(database, scope, productsIn(drafts.values(), parameters));
  return {
    ...answerOf(position, parameters),
    on,
    drafts: [...drafts]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .flatMap(([, draft]) => staleDraft(draft, catalogue, { ...parameters, on })),
  };
};

/** The products that drafts offer, or the one of them that is asked for. */
const productsIn = (
  drafts: Iterable<DraftQuotation>,
  { productId: asked }: StaleDraftParameters,
): ReadonlySet<string> => {
  const products = new Set<string>();
  for (const { terms } of drafts)
    for (const { productId } of allLines(terms))
      if (productId !== undefined && (asked === undefined || productId === asked))
        products.add(productId);
  return products;
};

/** What begins a draft, and what ends it. */
const turns = ['QuotationDrafted', 'QuotationRevised', 'QuotationSent', 'QuotationWithdrawn'];

/** The quotations whose next version is being written. */
const readDrafts = async (
  database: Kysely<PriceBookTables>,
  { happened }: Scope,
): Promise<ReadonlyMap<string, DraftQuotation>> => {
  const turned = await database
    .selectFrom('price_book_quotation')
    .select(['quotation_id', 'type'])
    .where(happened)
    .where('type', 'in', turns)
    .orderBy('position')
    .execute();
  const last = new Map(turned.map(({ quotation_id, type }) => [quotation_id, type]));
  const { evolve, initialState } = quotation.decider;
  const drafts = new Map<string, DraftQuotation>();
  for (const [id, type] of last) {
    if (type !== 'QuotationDrafted' && type !== 'QuotationRevised') continue;
    const events = await database
      .selectFrom('price_book_quotation')
      .selectAll()
      .where(happened)
      .where('quotation_id', '=', id)
      .orderBy('position')
      .execute();
    const state = events.reduce(
      (before: Quotation, event) => evolve(before, eventIn(quotation.events, event)),
      initialState,
    );
    if (state.status === 'draft') drafts.set(id, state);
  }
  return drafts;
};

type Asked = StaleDraftParameters & { readonly on: string };

const staleDraft = (
  { record: { header }, terms, version }: DraftQuotation,
  catalogue: Catalogue,
  asked: Asked,
): readonly StaleDraft[] => {
  const { quotationId, partyId } = header;
  const level = catalogue.levelOf(partyId, asked.on) ?? asked.level;
  const lines = allLines(terms).flatMap((line) => staleLine(line, level, catalogue, asked));
  return lines.length === 0
    ? []
    : [{ quotationId, version, partyId, ...present({ level }), lines }];
};

const staleLine = (
  line: QuotationLine,
  level: string | undefined,
  catalogue: Catalogue,
  { supplierId, on }: Asked,
): readonly StaleLine[] => {
  const { lineId, productId } = line;
  const state = productId === undefined ? undefined : catalogue.products.get(productId);
  if (productId === undefined || state === undefined) return [];
  if (supplierId !== undefined && state.supplierId !== supplierId) return [];
  const now = productOn(catalogue, [productId, state], level === undefined ? [] : [level], on);
  const reasons = [
    ...priceReasons(line, now.prices[0], now.discontinuedFrom, on),
    ...changed('cost', line.unitCost?.amount, now.cost?.amount),
  ];
  return reasons.length === 0 ? [] : [{ lineId, productId, reasons }];
};

const priceReasons = (
  { listPrice }: QuotationLine,
  now: { readonly price?: Money } | undefined,
  discontinuedFrom: string | undefined,
  on: string,
): readonly StaleReason[] => {
  if (discontinuedFrom !== undefined && on >= discontinuedFrom) return [{ what: 'discontinued' }];
  if (listPrice === undefined || now === undefined) return [];
  return now.price === undefined
    ? [{ what: 'unpublished' }]
    : changed('price', listPrice, now.price);
};

/** What changed from one known amount to another, also where only its currency did. */
const changed = (
  what: 'price' | 'cost',
  from: Money | undefined,
  to: Money | undefined,
): readonly StaleReason[] =>
  from === undefined ||
  to === undefined ||
  (from.currency === to.currency && compareMoney(from, to) === 0)
    ? []
    : [{ what, from, to }];
