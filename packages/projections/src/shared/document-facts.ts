import { quotation } from '@presales/domain/quotation';
import { shopOrder } from '@presales/domain/shop-order';
import type { FactProjection, Message, RecordedEvent, RowOf } from '@presales/kernel';
import { facts, factTableOf } from './fact.ts';
import { wholeEvent } from './whole-event.ts';

/** A table of the events of documents, whole. */
export const documentEventTable = factTableOf({
  /** `quotation` or `shop-order`. */
  kind: 'text',
  document_id: 'text',
  type: 'text',
  /** The event's data as JSON, in the present version of its type. */
  data: 'text',
});

type DocumentEventTable = ReturnType<typeof documentEventTable>;

/** An event of a quotation or a shop order. */
export type DocumentEventFact = RowOf<DocumentEventTable>;

/** A table of the quotations that deals go by. */
export const primaryTable = factTableOf({
  opportunity_id: 'text',
  quotation_id: 'text',
  /** 1 when it became the primary one, 0 when it was over or taken out of the deal. */
  selected: 'integer',
});

type PrimaryTable = ReturnType<typeof primaryTable>;

/** A quotation became the one that a deal goes by, or was taken out of it. */
export type PrimaryFact = RowOf<PrimaryTable>;

const whole = { quotation: wholeEvent(quotation), 'shop-order': wholeEvent(shopOrder) };

const eventOf = (kind: 'quotation' | 'shop-order') => (event: RecordedEvent<Message>) => ({
  kind,
  document_id: idIn(event.data, kind === 'quotation' ? 'quotationId' : 'shopOrderId'),
  type: event.type,
  data: whole[kind](event),
});

/** Every event of a document names it; the value is text by its schema. */
const idIn = (data: object, name: string): string =>
  String(Object.entries(data).find(([field]) => field === name)?.[1]);

/** All events of quotations and shop orders: what deals are made of is what these make of them. */
export const documentEvents = (table: DocumentEventTable): FactProjection =>
  facts(
    table,
    Object.fromEntries([
      ...quotation.codec.types.map((type) => [type, eventOf('quotation')] as const),
      ...shopOrder.codec.types.map((type) => [type, eventOf('shop-order')] as const),
    ]),
  );

/** Which quotations deals go by. */
export const primaryQuotations = (table: PrimaryTable): FactProjection => {
  const told =
    (selected: 0 | 1) =>
    (event: {
      readonly data: { readonly opportunityId: string; readonly quotationId: string };
    }) => ({
      opportunity_id: event.data.opportunityId,
      quotation_id: event.data.quotationId,
      selected,
    });
  return facts(table, {
    PrimaryQuotationSelected: told(1),
    PrimaryQuotationReleased: told(0),
    QuotationUnlinked: told(0),
  });
};
