import { decodeEvent } from '@presales/domain';
import { inquiry } from '@presales/domain/inquiry';
import { quotation } from '@presales/domain/quotation';
import type { Message, ReadModel, RecordedEvent } from '@presales/kernel';
import { facts } from '../shared/fact.ts';
import { documentTables as table } from './tables.ts';

/** A document that others came of, or that came of others. */
type Place = readonly [kind: string, id: string | undefined];

const changeOf = (kind: 'inquiry' | 'quotation') => (event: RecordedEvent<Message>) => ({
  kind,
  document_id: idIn(event.data, `${kind}Id`),
  actor: event.metadata.actor,
  type: event.type,
  data: JSON.stringify(event.data),
});

/** Every event of a document names it; the value is text by its schema. */
const idIn = (data: object, name: string): string =>
  String(Object.entries(data).find(([field]) => field === name)?.[1]);

/** All events of both documents, also those that are added one day. */
const changes = facts(
  table.change,
  Object.fromEntries([
    ...inquiry.codec.types.map((type) => [type, changeOf('inquiry')] as const),
    ...quotation.codec.types.map((type) => [type, changeOf('quotation')] as const),
  ]),
);

/** The link of two documents, the earlier one first; undefined where one of them is not known. */
const link = ([fromKind, fromId]: Place, [toKind, toId]: Place) =>
  fromId === undefined || toId === undefined
    ? undefined
    : { from_kind: fromKind, from_id: fromId, to_kind: toKind, to_id: toId };

/** The facts that inquiries and quotations are displayed from (VA13, VA23). */
export const documentsModel: ReadModel = {
  name: 'documents',
  version: 1,
  decode: decodeEvent,
  tables: [
    changes,
    facts(table.link, {
      InquiryReceived: ({ data: { inquiryId, leadId, opportunityId } }) => [
        link(['lead', leadId], ['inquiry', inquiryId]),
        link(['inquiry', inquiryId], ['opportunity', opportunityId]),
      ],
      InquiryItemQuoted: ({ data: { inquiryId, quotationId } }) => [
        link(['inquiry', inquiryId], ['quotation', quotationId]),
      ],
      QuotationDrafted: ({ data }) => {
        const { quotationId, inquiryId, shopOrderId, opportunityId, origin } = data;
        const self: Place = ['quotation', quotationId];
        return [
          link(['inquiry', inquiryId], self),
          link(['shop-order', shopOrderId], self),
          link([origin?.kind ?? 'scratch', origin?.id], self),
          link(self, ['opportunity', opportunityId]),
        ];
      },
      QuotationFollowed: ({ data: { quotationId, opportunityId } }) => [
        link(['quotation', quotationId], ['opportunity', opportunityId]),
      ],
      QuotationLinked: ({ data: { quotationId, opportunityId } }) => [
        link(['quotation', quotationId], ['opportunity', opportunityId]),
      ],
      LeadConverted: ({ data: { leadId, opportunityId } }) => [
        link(['lead', leadId], ['opportunity', opportunityId]),
      ],
      OpportunityOpened: ({ data: { opportunityId, origin } }) => {
        const kind = origin.kind === 'recycled' ? 'opportunity' : origin.kind;
        return [link([kind, origin.id], ['opportunity', opportunityId])];
      },
      OpportunityWon: ({ data: { opportunityId, quotationId, shopOrderId } }) => {
        const self: Place = ['opportunity', opportunityId];
        return [link(['quotation', quotationId], self), link(self, ['shop-order', shopOrderId])];
      },
      ShopOrderReceived: ({ data: { shopOrderId, opportunityId } }) => [
        link(['opportunity', opportunityId], ['shop-order', shopOrderId]),
      ],
      ShopOrderLinked: ({ data: { shopOrderId, opportunityId } }) => [
        link(['opportunity', opportunityId], ['shop-order', shopOrderId]),
      ],
      ShopOrderTransferred: ({ data: { shopOrderId, quotationId } }) => [
        link(['shop-order', shopOrderId], ['quotation', quotationId]),
      ],
    }),
  ],
};
