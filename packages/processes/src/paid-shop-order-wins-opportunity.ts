import type { DealValue } from '@presales/domain';
import { saleBy } from '@presales/domain/opportunity';
import { type BasisPoints, WHOLE } from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import { latest, opportunityOf } from './opportunities.ts';
import { defineProcess, type Process } from './process.ts';
import { quotationLinks, valueIn } from './quotation-links.ts';
import type { Requests } from './request.ts';
import { isWonBy, type LinkedOrder, shopOrderLinks, soldBy, worthOf } from './shop-order-links.ts';

/** When an order counts as paid. */
export interface PaymentSettings {
  /** The part of what is due that has to be paid, in basis points; by default the whole. */
  readonly threshold?: BasisPoints;
}

const orders = shopOrderLinks('paid_shop_order_wins_order');
const quotations = quotationLinks('paid_shop_order_wins_quotation');

/**
 * A paid order wins its deal from whatever step the deal stands at (S69, B8), and so does a part
 * payment that reaches the threshold. Shops report things in any order: the deal is won once
 * payment, order and deal are all there. An order that went into a quotation wins the quotation's
 * deal, at the quotation's value once that is accepted. An order that is changed after it won its
 * deal adjusts the win. If something else has won the deal already, the command is refused, and the
 * refusal says so.
 */
export const paidShopOrderWinsOpportunity = ({
  threshold = WHOLE,
}: PaymentSettings = {}): Process => {
  const winIfPaid = async (order: LinkedOrder | undefined, lookup: Lookup): Promise<Requests> =>
    order !== undefined && isPaid(order, threshold) ? win(order, lookup) : [];
  const winByAll = async (linked: readonly LinkedOrder[], lookup: Lookup): Promise<Requests> => {
    const requests: Requests[number][] = [];
    for (const order of linked) requests.push(...(await winIfPaid(order, lookup)));
    return requests;
  };
  return defineProcess({
    name: 'paid-shop-order-wins-opportunity',
    sentence: 'A paid shop order wins its opportunity.',
    index: { version: 2, tables: [orders.projection, quotations.projection] },
    on: {
      ShopOrderPaid: async (event, lookup) => winIfPaid(await orders.after(event, lookup), lookup),
      // A lower price may settle what was paid before.
      ShopOrderChanged: async (event, lookup) =>
        winIfPaid(await orders.after(event, lookup), lookup),
      ShopOrderItemSubstituted: async (event, lookup) =>
        winIfPaid(await orders.after(event, lookup), lookup),
      // So may the price of the quotation that it went into.
      ShopOrderRepriced: async (event, lookup) =>
        winIfPaid(await orders.after(event, lookup), lookup),
      ShopOrderLinked: async (event, lookup) =>
        winIfPaid(await orders.after(event, lookup), lookup),
      ShopOrderTransferred: async (event, lookup) =>
        winIfPaid(await orders.after(event, lookup), lookup),
      QuotationFollowed: async ({ data }, lookup) =>
        winByAll(
          (await orders.ofQuotation(data.quotationId, lookup)).map((order) => ({
            ...order,
            opportunity_id: data.opportunityId,
          })),
          lookup,
        ),
      OpportunityOpened: async ({ data: { opportunityId } }, lookup) => {
        const linked = [...(await orders.ofOpportunity(opportunityId, lookup))];
        for (const { quotation_id } of await quotations.ofOpportunity(opportunityId, lookup))
          linked.push(...(await orders.ofQuotation(quotation_id, lookup)));
        const ids = linked.map(({ shop_order_id }) => shop_order_id);
        return winByAll(
          linked.filter(({ shop_order_id }, at) => ids.indexOf(shop_order_id) === at),
          lookup,
        );
      },
    },
  });
};

/**
 * Whether enough of what is due was paid. An order that costs nothing is never paid, because no
 * money came in.
 */
const isPaid = ({ kept, due, paid_at }: LinkedOrder, threshold: BasisPoints): boolean =>
  paid_at !== null && kept > 0 && BigInt(kept) * BigInt(WHOLE) >= BigInt(due) * BigInt(threshold);

const win = async (order: LinkedOrder, lookup: Lookup): Promise<Requests> => {
  const quotation =
    order.quotation_id === null ? undefined : await quotations.byId(order.quotation_id, lookup);
  const wanted = quotation?.opportunity_id ?? order.opportunity_id;
  if (wanted === null || order.paid_at === null) return [];
  const opportunity = await opportunityOf(wanted, lookup);
  if (opportunity.status === 'absent') return [];
  if (opportunity.status === 'won' && isWonBy(opportunity, order))
    return restated(
      opportunity.id,
      (saleBy(opportunity.sales, soldBy(order)) ?? opportunity).value,
      order,
    );
  const { record, id } = opportunity;
  const accepted = quotation?.value ?? null;
  const value = worthOf(order, accepted === null ? undefined : valueIn(accepted));
  return [
    {
      aggregate: 'opportunity',
      command: {
        type: 'WinOpportunity',
        data: {
          opportunityId: id,
          value: value ?? valueIn(order.value),
          shopOrderId: order.shop_order_id,
          ...(accepted === null || quotation === undefined
            ? {}
            : { quotationId: quotation.quotation_id }),
          ...(record.partyId === undefined ? { partyId: order.party_id } : {}),
          at: latest(order.paid_at, record.opened.openedAt),
        },
      },
    },
  ];
};

/** A win by an order that went into no quotation is worth what the order is worth now. */
const restated = (
  opportunityId: string,
  won: DealValue,
  { shop_order_id: shopOrderId, quotation_id: quotationId, value: json, paid_at: at }: LinkedOrder,
): Requests => {
  const value = valueIn(json);
  if (quotationId !== null || at === null || isSame(won, value)) return [];
  const note = `shop order ${shopOrderId} was changed after the deal was won`;
  return [
    {
      aggregate: 'opportunity',
      command: {
        type: 'AdjustWin',
        data: { opportunityId, value, shopOrderId, reason: 'error', note, at },
      },
    },
  ];
};

const isSame = (won: DealValue, value: DealValue): boolean =>
  won.net.amount === value.net.amount &&
  won.margin.amount === value.margin.amount &&
  won.netOfUnknownCost.amount === value.netOfUnknownCost.amount;
