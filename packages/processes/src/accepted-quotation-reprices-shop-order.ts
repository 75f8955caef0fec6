import {
  offerOf,
  type Quotation,
  soldLines,
  subtotalsOfPriced,
  totalsOf,
} from '@presales/domain/quotation';
import type { QuotedPrice } from '@presales/domain/shop-order';
import type { Instant, RecordedEvent } from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import { defineProcess, type Process } from './process.ts';
import { quotationLinks } from './quotation-links.ts';
import type { Requests } from './request.ts';
import { shopOrderLinks } from './shop-order-links.ts';

const orders = shopOrderLinks('accepted_quotation_reprices_order');
const quotations = quotationLinks('accepted_quotation_reprices_quotation');

/**
 * An order that was transferred into a quotation owes what the customer accepted there, tax and
 * rounding included, and not its own old price (S70, S73); its own price again where the acceptance
 * is taken back. A quotation over several currencies has no one price, and leaves the order's.
 */
export const acceptedQuotationRepricesShopOrder = (): Process =>
  defineProcess({
    name: 'accepted-quotation-reprices-shop-order',
    sentence: 'An accepted quotation says what its shop order owes.',
    index: { version: 1, tables: [orders.projection, quotations.projection] },
    on: {
      QuotationAccepted: accepted,
      QuotationRemainderLapsed: accepted,
      QuotationAcceptanceRevoked: ({ data: { quotationId }, metadata }, lookup) =>
        repriceAll(quotationId, undefined, metadata.occurredAt, lookup),
      ShopOrderTransferred: async ({ data, metadata }, lookup) => {
        const { shopOrderId, quotationId } = data;
        const linked = await quotations.byId(quotationId, lookup);
        if ((linked?.value ?? null) === null) return [];
        const quoted = quotedBy(await lookup.load('quotation', quotationId));
        return quoted === undefined
          ? []
          : [reprice(shopOrderId, quotationId, quoted, metadata.occurredAt)];
      },
    },
  });

const accepted = async (
  {
    data: { quotationId },
    metadata,
  }: RecordedEvent<{ readonly type: string; readonly data: { readonly quotationId: string } }>,
  lookup: Lookup,
): Promise<Requests> => {
  const quoted = quotedBy(await lookup.load('quotation', quotationId));
  return quoted === undefined ? [] : repriceAll(quotationId, quoted, metadata.occurredAt, lookup);
};

const repriceAll = async (
  quotationId: string,
  quoted: QuotedPrice | undefined,
  at: Instant,
  lookup: Lookup,
): Promise<Requests> =>
  (await orders.ofQuotation(quotationId, lookup)).map(({ shop_order_id }) =>
    reprice(shop_order_id, quotationId, quoted, at),
  );

const reprice = (
  shopOrderId: string,
  quotationId: string,
  quoted: QuotedPrice | undefined,
  at: Instant,
): Requests[number] => ({
  aggregate: 'shopOrder',
  command: {
    type: 'RepriceShopOrder',
    data: { shopOrderId, quotationId, ...(quoted === undefined ? {} : { quoted }), at },
  },
});

/** What an accepted quotation comes to, in its one currency: all that was sold by it. */
const quotedBy = (quotation: Quotation): QuotedPrice | undefined => {
  if (quotation.status !== 'accepted') return undefined;
  const lines = soldLines(quotation);
  const rounding = offerOf(quotation, quotation.version)?.terms.rounding;
  const [total, ...others] = totalsOf(lines, rounding);
  const [value] = subtotalsOfPriced(lines);
  return total === undefined || value === undefined || others.length > 0
    ? undefined
    : { total: total.payable, value };
};
