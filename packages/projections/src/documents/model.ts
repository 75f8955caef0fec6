import {
  decodeEvent,
  type InquiryEvent,
  inquiry,
  type LeadEvent,
  type OpportunityEvent,
  type QuotationEvent,
  quotation,
  type ShopOrderEvent,
} from '@presales/domain';
import {
  type FactTable,
  facts,
  type Message,
  type ReadModel,
  type RecordedEvent,
} from '@presales/kernel';
import { factOf } from '../shared/fact.ts';
import * as table from './tables.ts';

/** A document that others came of, or that came of others. */
type Place = readonly [kind: string, id: string | undefined];

const changeOf =
  (kind: 'inquiry' | 'quotation') =>
  (event: RecordedEvent<Message>): table.DocumentChangeFact => ({
    ...factOf(event),
    kind,
    document_id: idIn(event.data, `${kind}Id`),
    actor: event.metadata.actor,
    type: event.type,
    data: JSON.stringify(event.data),
  });

/** Every event of a document names it; the value is text by its schema. */
const idIn = (data: object, name: string): string =>
  String(Object.entries(data).find(([field]) => field === name)?.[1]);

/** All events of both documents, whatever comes to be added to them. */
const changes: FactTable = {
  kind: 'facts',
  table: table.change,
  on: Object.fromEntries([
    ...inquiry.codec.types.map((type) => [type, changeOf('inquiry')] as const),
    ...quotation.codec.types.map((type) => [type, changeOf('quotation')] as const),
  ]),
};

/** The links that both ends of are known, the former document first. */
const links = (
  event: RecordedEvent<Message>,
  ...pairs: readonly (readonly [Place, Place])[]
): readonly table.DocumentLinkFact[] =>
  pairs.flatMap(([[fromKind, fromId], [toKind, toId]], part) =>
    fromId === undefined || toId === undefined
      ? []
      : [
          {
            ...factOf(event, part),
            from_kind: fromKind,
            from_id: fromId,
            to_kind: toKind,
            to_id: toId,
          },
        ],
  );

type Linking = InquiryEvent | LeadEvent | OpportunityEvent | QuotationEvent | ShopOrderEvent;

/** The facts that inquiries and quotations are displayed from (VA13, VA23). */
export const documentsModel: ReadModel = {
  name: 'documents',
  version: 1,
  decode: decodeEvent,
  tables: [
    changes,
    facts<table.DocumentLinkFact, Linking>(table.link, {
      InquiryReceived: (event) => {
        const { inquiryId, leadId, opportunityId } = event.data;
        const self: Place = ['inquiry', inquiryId];
        return links(event, [['lead', leadId], self], [self, ['opportunity', opportunityId]]);
      },
      InquiryItemQuoted: (event) =>
        links(event, [
          ['inquiry', event.data.inquiryId],
          ['quotation', event.data.quotationId],
        ]),
      QuotationDrafted: (event) => {
        const { quotationId, inquiryId, shopOrderId, opportunityId, origin } = event.data;
        const self: Place = ['quotation', quotationId];
        return links(
          event,
          [['inquiry', inquiryId], self],
          [['shop-order', shopOrderId], self],
          [[origin?.kind ?? 'scratch', origin?.id], self],
          [self, ['opportunity', opportunityId]],
        );
      },
      QuotationFollowed: (event) =>
        links(event, [
          ['quotation', event.data.quotationId],
          ['opportunity', event.data.opportunityId],
        ]),
      QuotationLinked: (event) =>
        links(event, [
          ['quotation', event.data.quotationId],
          ['opportunity', event.data.opportunityId],
        ]),
      LeadConverted: (event) =>
        links(event, [
          ['lead', event.data.leadId],
          ['opportunity', event.data.opportunityId],
        ]),
      OpportunityOpened: (event) => {
        const { kind, id } = event.data.origin;
        const origin = kind === 'recycled' ? 'opportunity' : kind;
        return links(event, [
          [origin, id],
          ['opportunity', event.data.opportunityId],
        ]);
      },
      OpportunityWon: (event) => {
        const self: Place = ['opportunity', event.data.opportunityId];
        return links(
          event,
          [['quotation', event.data.quotationId], self],
          [self, ['shop-order', event.data.shopOrderId]],
        );
      },
      ShopOrderReceived: (event) =>
        links(event, [
          ['opportunity', event.data.opportunityId],
          ['shop-order', event.data.shopOrderId],
        ]),
      ShopOrderLinked: (event) =>
        links(event, [
          ['opportunity', event.data.opportunityId],
          ['shop-order', event.data.shopOrderId],
        ]),
      ShopOrderTransferred: (event) =>
        links(event, [
          ['shop-order', event.data.shopOrderId],
          ['quotation', event.data.quotationId],
        ]),
    }),
  ],
};
