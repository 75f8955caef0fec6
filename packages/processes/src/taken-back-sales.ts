import type { PresalesEvent } from '@presales/domain';
import type { OpportunityEvent, OpportunitySale } from '@presales/domain/opportunity';
import type { ShopOrderEvent } from '@presales/domain/shop-order';
import {
  type Handler,
  minus,
  type Of,
  type RecordedEvent,
  type Table,
  type TableProjection,
  tableProjection,
} from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import { isOfProcess } from './order.ts';
import type { LinkedOrder } from './shop-order-links.ts';

/** What a deal has sold, and what somebody took back by hand, as JSON. */
type Deal = {
  readonly opportunity_id: string;
  /** The names of its sales: the quotations and orders that made them. */
  readonly sold: string;
  /** The names that were taken back, each with the position of that in the log. */
  readonly taken_back: string;
};

/** Since when an order is paid for, by the positions of the log. */
type Payment = {
  readonly shop_order_id: string;
  readonly is_paid: 'yes' | 'no';
  /** The last payment that came while it was not paid yet. */
  readonly paid_by: string | null;
};

/** Where an order's money stands. */
type Account = Pick<LinkedOrder, 'kept' | 'due'>;

type SaleEvent = Of<
  OpportunityEvent,
  | 'OpportunityWon'
  | 'OpportunityWinExtended'
  | 'OpportunityWinAdjusted'
  | 'OpportunityWinReversed'
  | 'OpportunityReopened'
>;
type MoneyEvent = Of<
  ShopOrderEvent,
  | 'ShopOrderPaid'
  | 'ShopOrderRefunded'
  | 'ShopOrderChanged'
  | 'ShopOrderItemSubstituted'
  | 'ShopOrderRepriced'
>;

/** Which orders were sold by a deal until somebody said by hand that they were not. */
export interface TakenBackSales {
  readonly projections: readonly TableProjection[];
  /** Whether what an order sold by these deals was taken back, and nothing was paid for it anew. */
  readonly includes: (
    order: Pick<LinkedOrder, 'shop_order_id' | 'quotation_id'>,
    opportunityIds: readonly string[],
    lookup: Lookup,
  ) => Promise<boolean>;
}

/**
 * Remembers what was taken back by hand, in tables whose names begin so. A process takes back what was
 * refunded or revoked, and that speaks for itself; what a person takes back was a mistake, and the very
 * payment that had made the sale does not make it again.
 */
export const takenBackSales = (
  name: string,
  isPaid: (account: Account) => boolean,
): TakenBackSales => {
  const deals: Table<Deal> = {
    name: `${name}_deal`,
    key: 'opportunity_id',
    columns: { opportunity_id: 'text', sold: 'text', taken_back: 'text' },
  };
  const payments: Table<Payment> = {
    name: `${name}_payment`,
    key: 'shop_order_id',
    columns: { shop_order_id: 'text', is_paid: 'text', paid_by: 'text?' },
  };
  const selling: Handler<Deal, SaleEvent> = {
    keys: ({ data }) => [data.opportunityId],
    step: afterSale,
  };
  const paying: Handler<Payment, MoneyEvent> = {
    keys: ({ data }) => [data.shopOrderId],
    step: (row, { type, data, position }) => {
      const { paidTotal, refundedTotal, total, conceded } = data;
      const isPart = row?.is_paid !== 'yes';
      return {
        shop_order_id: data.shopOrderId,
        is_paid: isPaid({
          kept: minus(paidTotal, refundedTotal).amount,
          due: minus(total, conceded).amount,
        })
          ? 'yes'
          : 'no',
        paid_by: type === 'ShopOrderPaid' && isPart ? String(position) : (row?.paid_by ?? null),
      };
    },
  };
  return {
    projections: [
      tableProjection<Deal, PresalesEvent>(deals, {
        OpportunityWon: selling,
        OpportunityWinExtended: selling,
        OpportunityWinAdjusted: selling,
        OpportunityWinReversed: selling,
        OpportunityReopened: selling,
      }),
      tableProjection<Payment, PresalesEvent>(payments, {
        ShopOrderPaid: paying,
        ShopOrderRefunded: paying,
        ShopOrderChanged: paying,
        ShopOrderItemSubstituted: paying,
        ShopOrderRepriced: paying,
      }),
    ],
    includes: async ({ shop_order_id, quotation_id }, opportunityIds, lookup) => {
      const [payment] = await lookup.rows(payments, 'shop_order_id', shop_order_id);
      const paidBy = BigInt(payment?.paid_by ?? 0);
      for (const id of opportunityIds)
        for (const { taken_back } of await lookup.rows(deals, 'opportunity_id', id)) {
          const takenBack = namesIn<Record<string, string>>(taken_back);
          for (const [sale, at] of Object.entries(takenBack))
            if ((sale === shop_order_id || sale === quotation_id) && paidBy < BigInt(at))
              return true;
        }
      return false;
    },
  };
};

const afterSale = (
  row: Deal | undefined,
  { type, data, metadata, position }: RecordedEvent<SaleEvent>,
): Deal => {
  const { sold, taken_back } = row ?? { sold: '[]', taken_back: '{}' };
  const names = namesIn<readonly string[]>(sold);
  const takenBack = new Map(Object.entries(namesIn<Record<string, string>>(taken_back)));
  const after = (standing: readonly string[]): Deal => ({
    opportunity_id: data.opportunityId,
    sold: JSON.stringify(standing),
    taken_back: JSON.stringify(Object.fromEntries(takenBack)),
  });
  switch (type) {
    case 'OpportunityWon':
    case 'OpportunityWinExtended':
    case 'OpportunityWinAdjusted': {
      const sale: Partial<OpportunitySale> | undefined = 'sale' in data ? data.sale : data;
      const added = [sale?.quotationId, sale?.shopOrderId].filter((id) => id !== undefined);
      for (const id of added) takenBack.delete(id);
      return after([...new Set([...names, ...added])]);
    }
    case 'OpportunityWinReversed':
    case 'OpportunityReopened':
      if (!isOfProcess(metadata.actor)) for (const id of names) takenBack.set(id, String(position));
      return after([]);
  }
};

// What was written by this very table.
const namesIn = <Names>(json: string): Names => JSON.parse(json) as Names;
