import type { DealValue } from '@presales/domain';
import type { OpportunityEvent } from '@presales/domain/opportunity';
import { convert, type Instant, localDate, type Of, type RecordedEvent } from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import { latest, opportunityOf, withoutSale } from './opportunities.ts';
import { defineProcess, type Process } from './process.ts';
import { atPublishedRate, publishedRates } from './published-rates.ts';
import { quotationLinks, valueIn } from './quotation-links.ts';
import type { Requests } from './request.ts';
import {
  type LinkedOrder,
  lessRefunds,
  saleOf,
  shopOrderLinks,
  soldBy,
  worthOf,
} from './shop-order-links.ts';

const orders = shopOrderLinks('refunded_shop_order_reverses_order');
const quotations = quotationLinks('refunded_shop_order_reverses_quotation');

/**
 * A full refund takes the win back, a part refund states its value and margin anew (B8). Where the
 * deal has sold something else, it takes back only what its own order sold (B26). A refund that is
 * reported before the sale is applied as soon as that is there.
 */
export const refundedShopOrderReversesWin = (): Process =>
  defineProcess({
    name: 'refunded-shop-order-reverses-win',
    sentence: 'A refunded shop order reverses its win.',
    index: { version: 2, tables: [orders.projection, quotations.projection] },
    on: {
      ShopOrderRefunded: async (event, lookup) => {
        const order = await orders.after(event, lookup);
        return order === undefined ? [] : takeBack(order, event.metadata.occurredAt, lookup);
      },
      OpportunityWon: sold,
      OpportunityWinExtended: sold,
    },
  });

/** What an order has just sold may have been paid back already. */
const sold = async (
  {
    data: { shopOrderId },
    metadata,
  }: RecordedEvent<Of<OpportunityEvent, 'OpportunityWon' | 'OpportunityWinExtended'>>,
  lookup: Lookup,
): Promise<Requests> => {
  if (shopOrderId === undefined) return [];
  const order = await orders.byId(shopOrderId, lookup);
  return order === undefined ? [] : takeBack(order, metadata.occurredAt, lookup);
};

const takeBack = async (order: LinkedOrder, at: Instant, lookup: Lookup): Promise<Requests> => {
  if (order.refunded_at === null) return [];
  const quotation =
    order.quotation_id === null ? undefined : await quotations.byId(order.quotation_id, lookup);
  const wanted = quotation?.opportunity_id ?? order.opportunity_id;
  if (wanted === null) return [];
  const opportunity = await opportunityOf(wanted, lookup);
  if (opportunity.status !== 'won' || saleOf(opportunity.sales, order) === undefined) return [];
  const common = {
    opportunityId: opportunity.id,
    reason: 'refund',
    at: latest(order.refunded_at, at, opportunity.record.opened.openedAt),
  } as const;
  // Paid again since, its price stands again.
  if (order.refunded === 'full' && order.kept === 0)
    return [withoutSale(opportunity, soldBy(order), common)];
  const accepted = quotation?.value ?? null;
  const value =
    accepted === null
      ? await atPublishedRate(
          valueIn(order.value),
          opportunity.value.net.currency,
          { at: order.paid_at ?? order.refunded_at, zone: opportunity.record.opened.zone },
          lookup,
        )
      : (worthOf(order, valueIn(accepted)) ?? (await atRate(order, valueIn(accepted), lookup)));
  return [
    {
      aggregate: 'opportunity',
      command: { type: 'AdjustWin', data: { ...common, ...soldBy(order), value } },
    },
  ];
};

/**
 * What is left of an accepted quotation in another currency than its order: refunds are taken off at
 * the quotation's frozen rate, else at the one published for the day of the refund. Without a rate it
 * is the order's own worth, which the deal refuses for its currency, and so tells that one is missing.
 */
const atRate = async (order: LinkedOrder, sold: DealValue, lookup: Lookup): Promise<DealValue> => {
  const own = valueIn(order.value);
  if (order.quotation_id === null || order.refunded_at === null) return own;
  const [from, to] = [own.net.currency, sold.net.currency];
  const quotation = await lookup.load('quotation', order.quotation_id);
  if (quotation.status === 'absent') return own;
  const { rates: frozen, header } = quotation.record;
  const day = localDate(order.refunded_at, header.sellerZone);
  const rates = frozen?.base === to ? frozen : await publishedRates([from], to, day, lookup);
  const rate = rates?.rates.find(({ currency }) => currency === from)?.rate;
  return rate === undefined ? own : lessRefunds(order, sold, (amount) => convert(amount, rate, to));
};
