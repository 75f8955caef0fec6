import { decodeEvent } from '@presales/domain';
import { party } from '@presales/domain/party';
import { product } from '@presales/domain/product';
import { quotation } from '@presales/domain/quotation';
import { supplier } from '@presales/domain/supplier';
import type { Message, ReadModel, RecordedEvent } from '@presales/kernel';
import { facts } from '../shared/fact.ts';
import { mergedParties } from '../shared/merges.ts';
import { wholeEvent } from '../shared/whole-event.ts';
import { priceBookTables as table } from './tables.ts';

/** Every event names what it is of; the value is text by its schema. */
const idIn = (data: object, name: string): string =>
  String(Object.entries(data).find(([field]) => field === name)?.[1]);

const whole = {
  product: wholeEvent(product),
  supplier: wholeEvent(supplier),
  party: wholeEvent(party),
  quotation: wholeEvent(quotation),
};

const changeOf = (kind: 'product' | 'supplier' | 'party') => (event: RecordedEvent<Message>) => ({
  kind,
  of_id: idIn(event.data, `${kind}Id`),
  type: event.type,
  data: whole[kind](event),
});

/** All events of products and suppliers, also those that are added one day. */
const changes = facts(
  table.change,
  Object.fromEntries([
    ...product.codec.types.map((type) => [type, changeOf('product')] as const),
    ...supplier.codec.types.map((type) => [type, changeOf('supplier')] as const),
    ['PartnerLevelSet', changeOf('party')] as const,
  ]),
);

const quotations = facts(
  table.quotation,
  Object.fromEntries(
    quotation.codec.types.map((type) => [
      type,
      (event: RecordedEvent<Message>) => ({
        quotation_id: idIn(event.data, 'quotationId'),
        type: event.type,
        data: whole.quotation(event),
      }),
    ]),
  ),
);

/** The facts that costs and prices follow from, and the drafts that were priced by them (S57 to S61). */
export const priceBookModel: ReadModel = {
  name: 'price-book',
  version: 1,
  decode: decodeEvent,
  tables: [
    changes,
    facts(table.line, {
      PriceListPartAdded: ({ data: { priceListId, supplierId, lines } }) =>
        lines.map(({ productId, price, validFrom }) => ({
          price_list_id: priceListId,
          supplier_id: supplierId,
          product_id: productId,
          ...price,
          valid_from: validFrom,
        })),
    }),
    facts(table.list, {
      PriceListOpened: ({ data: { priceListId, validUntil } }) => ({
        price_list_id: priceListId,
        state: 'opened',
        valid_until: validUntil ?? null,
      }),
      PriceListPublished: ({ data: { priceListId } }) => ({
        price_list_id: priceListId,
        state: 'published',
        valid_until: null,
      }),
      PriceListWithdrawn: ({ data: { priceListId } }) => ({
        price_list_id: priceListId,
        state: 'withdrawn',
        valid_until: null,
      }),
    }),
    quotations,
    mergedParties(table.merge),
  ],
};
