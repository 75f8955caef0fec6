import type { DealValue, FrozenRates } from '@presales/domain';
import {
  inBase,
  offerOf,
  type Quotation,
  soldLines,
  subtotalsOfPriced,
  totalsOf,
} from '@presales/domain/quotation';
import type { QuotedPrice } from '@presales/domain/shop-order';
import {
  type CurrencyCode,
  convert,
  type Instant,
  type Money,
  type RecordedEvent,
  sum,
} from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import { defineProcess, type Process } from './process.ts';
import { quotationLinks, valueIn } from './quotation-links.ts';
import type { Requests } from './request.ts';
import { type LinkedOrder, shopOrderLinks } from './shop-order-links.ts';

const orders = shopOrderLinks('accepted_quotation_reprices_order');
const quotations = quotationLinks('accepted_quotation_reprices_quotation');

/**
 * An order that was transferred into a quotation owes what the customer accepted there, tax and
 * rounding included, and not its own old price (S70, S73); its own price again where the acceptance
 * is taken back. What was accepted in other currencies it owes at the rates that the quotation has
 * frozen (B29).
 */
export const acceptedQuotationRepricesShopOrder = (): Process =>
  defineProcess({
    name: 'accepted-quotation-reprices-shop-order',
    sentence: 'An accepted quotation says what its shop order owes.',
    index: { version: 1, tables: [orders.projection, quotations.projection] },
    on: {
      QuotationAccepted: accepted,
      QuotationRemainderLapsed: accepted,
      QuotationAcceptanceRevoked: async ({ data: { quotationId }, metadata }, lookup) =>
        (await orders.ofQuotation(quotationId, lookup)).map(({ shop_order_id }) =>
          reprice(shop_order_id, quotationId, undefined, metadata.occurredAt),
        ),
      ShopOrderTransferred: async (event, lookup) => {
        const { quotationId } = event.data;
        const linked = await quotations.byId(quotationId, lookup);
        const order = await orders.after(event, lookup);
        if ((linked?.value ?? null) === null || order === undefined) return [];
        const quotation = await lookup.load('quotation', quotationId);
        return repricedBy(order, quotation, event.metadata.occurredAt);
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
  const quotation = await lookup.load('quotation', quotationId);
  return (await orders.ofQuotation(quotationId, lookup)).flatMap((order) =>
    repricedBy(order, quotation, metadata.occurredAt),
  );
};

/** The order at what its quotation says, while that is accepted. */
const repricedBy = (order: LinkedOrder, quotation: Quotation, at: Instant): Requests => {
  if (quotation.status !== 'accepted') return [];
  const quoted = quotedBy(quotation, valueIn(order.value).net.currency);
  const { quotationId } = quotation.record.header;
  return quoted === undefined ? [] : [reprice(order.shop_order_id, quotationId, quoted, at)];
};

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
 * What all that was sold by an accepted quotation comes to. Where it is all in the currency of the
 * order, that is what the order owes; otherwise it is what each currency comes to at the frozen rates,
 * and the order refuses a base that is not its own.
 */
const quotedBy = (
  quotation: Extract<Quotation, { readonly status: 'accepted' }>,
  currency: CurrencyCode,
): QuotedPrice | undefined => {
  const lines = soldLines(quotation);
  const rounding = offerOf(quotation, quotation.version)?.terms.rounding;
  const totals = totalsOf(lines, rounding).map(({ payable }) => payable);
  const own = totals.every((total) => total.currency === currency);
  const rates = own ? undefined : quotation.record.rates;
  const total = payableIn(totals, rates);
  const value = valueAt(subtotalsOfPriced(lines), rates);
  return total === undefined || value === undefined ? undefined : { total, value };
};

const valueAt = (
  subtotals: readonly DealValue[],
  rates: FrozenRates | undefined,
): DealValue | undefined => (rates === undefined ? subtotals[0] : inBase(subtotals, rates));

/** Every amount in the base of the rates, rounded half-even to its minor unit, then added. */
const payableIn = (
  amounts: readonly Money[],
  rates: FrozenRates | undefined,
): Money | undefined => {
  if (rates === undefined) return amounts[0];
  const { base } = rates;
  return sum(
    base,
    amounts.map((amount) => {
      const rate = rates.rates.find(({ currency }) => currency === amount.currency)?.rate;
      return rate === undefined ? amount : convert(amount, rate, base);
    }),
  );
};
