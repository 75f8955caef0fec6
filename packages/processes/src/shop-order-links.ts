import type { DealValue, PresalesEvent } from '@presales/domain';
import { type OpportunitySale, saleBy } from '@presales/domain/opportunity';
import { lessConceded, type ShopOrderEvent } from '@presales/domain/shop-order';
import {
  type Handler,
  type Instant,
  type Money,
  minus,
  money,
  type Of,
  type RecordedEvent,
  type Table,
  type TableProjection,
  tableProjection,
} from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import { valueIn } from './quotation-links.ts';

/** Where a shop order stands, and which deal and quotation it belongs to. Amounts in minor units. */
export type LinkedOrder = {
  readonly shop_order_id: string;
  readonly party_id: string;
  readonly opportunity_id: string | null;
  readonly quotation_id: string | null;
  /** What it is worth as a deal, as JSON, net of tax and of what was conceded. */
  readonly value: string;
  /** What it was ordered for, net of tax. */
  readonly net: number;
  /** How much of that refunds have taken off, net of tax. */
  readonly conceded: number;
  /** Whether it owes and is worth what its quotation says: `yes` or `no`. */
  readonly quoted: 'yes' | 'no';
  /** Paid and not paid back. */
  readonly kept: number;
  /** What is to be paid in all, tax included. */
  readonly due: number;
  /** When its payments came to what they are now. */
  readonly paid_at: Instant | null;
  readonly refunded: 'no' | 'part' | 'full';
  readonly refunded_at: Instant | null;
  /** When it was both cancelled and all the customer's money paid back; null before. */
  readonly cancelled_at: Instant | null;
  /** Why it was cancelled, whatever was paid; null while it stands. */
  readonly cancellation: string | null;
};

/** The events that move an order's row. */
type MovingEvent = Of<
  ShopOrderEvent,
  | 'ShopOrderReceived'
  | 'ShopOrderPaid'
  | 'ShopOrderRefunded'
  | 'ShopOrderChanged'
  | 'ShopOrderItemSubstituted'
  | 'ShopOrderCancelled'
  | 'ShopOrderLinked'
  | 'ShopOrderTransferred'
  | 'ShopOrderRepriced'
>;

/** A process's own table of shop orders. */
export interface ShopOrderLinks {
  readonly projection: TableProjection;
  /** The order as it is after the event; undefined where it was never received. */
  readonly after: (
    event: RecordedEvent<MovingEvent>,
    lookup: Lookup,
  ) => Promise<LinkedOrder | undefined>;
  readonly byId: (shopOrderId: string, lookup: Lookup) => Promise<LinkedOrder | undefined>;
  readonly ofOpportunity: (id: string, lookup: Lookup) => Promise<readonly LinkedOrder[]>;
  readonly ofQuotation: (id: string, lookup: Lookup) => Promise<readonly LinkedOrder[]>;
}

/** What a process remembers of shop orders, in a table of that name. */
export const shopOrderLinks = (name: string): ShopOrderLinks => {
  const table: Table<LinkedOrder> = {
    name,
    key: 'shop_order_id',
    columns: {
      shop_order_id: 'text',
      party_id: 'text',
      opportunity_id: 'text?',
      quotation_id: 'text?',
      value: 'text',
      net: 'integer',
      conceded: 'integer',
      quoted: 'text',
      kept: 'integer',
      due: 'integer',
      paid_at: 'text?',
      refunded: 'text',
      refunded_at: 'text?',
      cancelled_at: 'text?',
      cancellation: 'text?',
    },
    indexes: [['opportunity_id'], ['quotation_id']],
  };
  const moving: Handler<LinkedOrder, MovingEvent> = {
    keys: ({ data }) => [data.shopOrderId],
    step,
  };
  const byId = async (id: string, lookup: Lookup): Promise<LinkedOrder | undefined> =>
    (await lookup.rows(table, 'shop_order_id', id))[0];
  return {
    projection: tableProjection<LinkedOrder, PresalesEvent>(table, {
      ShopOrderReceived: moving,
      ShopOrderPaid: moving,
      ShopOrderRefunded: moving,
      ShopOrderChanged: moving,
      ShopOrderItemSubstituted: moving,
      ShopOrderCancelled: moving,
      ShopOrderLinked: moving,
      ShopOrderTransferred: moving,
      ShopOrderRepriced: moving,
    }),
    after: async (event, lookup) => step(await byId(event.data.shopOrderId, lookup), event),
    byId,
    ofOpportunity: (id, lookup) => lookup.rows(table, 'opportunity_id', id),
    ofQuotation: (id, lookup) => lookup.rows(table, 'quotation_id', id),
  };
};

const step = (
  row: LinkedOrder | undefined,
  { type, data, metadata: { occurredAt } }: RecordedEvent<MovingEvent>,
): LinkedOrder | undefined => {
  if (type === 'ShopOrderReceived')
    return {
      shop_order_id: data.shopOrderId,
      party_id: data.partyId,
      opportunity_id: data.opportunityId ?? null,
      quotation_id: null,
      value: JSON.stringify(data.value),
      net: data.net.amount,
      conceded: 0,
      quoted: 'no',
      kept: 0,
      due: data.total.amount,
      paid_at: null,
      refunded: 'no',
      refunded_at: null,
      cancelled_at: null,
      cancellation: null,
    };
  if (row === undefined) return undefined;
  switch (type) {
    case 'ShopOrderPaid':
      return { ...row, ...standing(data, row.net), paid_at: data.paidAt };
    case 'ShopOrderChanged':
    case 'ShopOrderItemSubstituted':
      return { ...row, ...standing(data, data.net.amount), paid_at: occurredAt };
    case 'ShopOrderRepriced': {
      const quoted = data.quoted === undefined ? 'no' : 'yes';
      // It is not known to be paid at this price before it is.
      const paid_at = row.paid_at === null ? null : occurredAt;
      return { ...row, ...standing(data, data.net.amount), quoted, paid_at };
    }
    case 'ShopOrderRefunded':
      return {
        ...row,
        ...standing(data, row.net),
        refunded: data.extent,
        refunded_at: occurredAt,
        ...(row.cancellation !== null && data.extent === 'full'
          ? { cancelled_at: row.cancelled_at ?? occurredAt }
          : {}),
      };
    case 'ShopOrderCancelled':
      return {
        ...row,
        cancelled_at: data.paid ? null : occurredAt,
        cancellation: data.note ?? data.reason,
      };
    case 'ShopOrderLinked':
      return { ...row, opportunity_id: data.opportunityId };
    case 'ShopOrderTransferred':
      return { ...row, quotation_id: data.quotationId };
  }
};

const standing = (
  { value, total, conceded, paidTotal, refundedTotal }: StandingData,
  net: number,
) => ({
  value: JSON.stringify(value),
  net,
  conceded: net - value.net.amount,
  kept: minus(paidTotal, refundedTotal).amount,
  due: minus(total, conceded).amount,
});

type StandingData = Pick<
  Of<ShopOrderEvent, 'ShopOrderPaid'>['data'],
  'value' | 'total' | 'conceded' | 'paidTotal' | 'refundedTotal'
>;

/** The names of the sale that an order made: an order in a quotation sold what the quotation says. */
export const soldBy = ({
  shop_order_id: shopOrderId,
  quotation_id: quotationId,
}: LinkedOrder): { readonly shopOrderId: string; readonly quotationId?: string } => ({
  shopOrderId,
  ...(quotationId === null ? {} : { quotationId }),
});

/** What an order sold by a deal that is won, itself or by the quotation that it went into. */
export const saleOf = (
  sales: readonly OpportunitySale[],
  order: LinkedOrder,
): OpportunitySale | undefined => saleBy(sales, soldBy(order));

/**
 * What an order is worth as a deal: where it went into a quotation that was accepted, the accepted
 * version says what was sold, less what refunds have taken off since. Undefined where the quotation
 * is in another currency than the order: then it takes a rate.
 */
export const worthOf = (
  order: LinkedOrder,
  accepted: DealValue | undefined,
): DealValue | undefined => {
  const own = valueIn(order.value);
  if (accepted === undefined || order.quoted === 'yes') return own;
  return order.conceded === 0 || own.net.currency === accepted.net.currency
    ? lessRefunds(order, accepted, (amount) => amount)
    : undefined;
};

/** A quotation's value less what refunds of its order have taken off, in the quotation's currency. */
export const lessRefunds = (
  order: LinkedOrder,
  accepted: DealValue,
  inItsCurrency: (amount: Money) => Money,
): DealValue =>
  order.conceded === 0
    ? accepted
    : lessConceded(
        accepted,
        inItsCurrency(money(order.conceded, valueIn(order.value).net.currency)),
      );
