import type { DealValue } from '@presales/domain';
import {
  offerOf,
  type Quotation,
  subtotalsOfPriced,
  takenLines,
  totalsOf,
} from '@presales/domain/quotation';
import type { QuotedPrice } from '@presales/domain/shop-order';
import type { Instant } from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import { defineProcess, type Process } from './process.ts';
import { quotationLinks, valueIn } from './quotation-links.ts';
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
      QuotationAccepted: async ({ data, metadata }, lookup) => {
        const { quotationId, subtotals } = data;
        const quoted = quotedBy(await lookup.load('quotation', quotationId), subtotals[0]);
        return quoted === undefined
          ? []
          : repriceAll(quotationId, quoted, metadata.occurredAt, lookup);
      },
      QuotationAcceptanceRevoked: ({ data: { quotationId }, metadata }, lookup) =>
        repriceAll(quotationId, undefined, metadata.occurredAt, lookup),
      ShopOrderTransferred: async ({ data, metadata }, lookup) => {
        const { shopOrderId, quotationId } = data;
        const accepted = (await quotations.byId(quotationId, lookup))?.value ?? null;
        if (accepted === null) return [];
        const quotation = await lookup.load('quotation', quotationId);
        const quoted = quotedBy(quotation, valueIn(accepted));
        return quoted === undefined
          ? []
          : [reprice(shopOrderId, quotationId, quoted, metadata.occurredAt)];
      },
    },
  });

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

/**
 * What an accepted quotation comes to, in its one currency: of all its lines, unless only a part of
 * them makes up what was sold.
 */
const quotedBy = (quotation: Quotation, sold: DealValue | undefined): QuotedPrice | undefined => {
  if (quotation.status !== 'accepted') return undefined;
  const offer = offerOf(quotation, quotation.version);
  if (offer === undefined) return undefined;
  const part = takenLines(offer, { open: 'left' });
  const isPart = subtotalsOfPriced(part)[0]?.net.amount === sold?.net.amount;
  const lines = isPart ? part : takenLines(offer, { open: 'taken' });
  const [total, ...others] = totalsOf(lines, offer.terms.rounding);
  const [value] = subtotalsOfPriced(lines);
  return total === undefined || value === undefined || others.length > 0
    ? undefined
    : { total: total.payable, value };
};
