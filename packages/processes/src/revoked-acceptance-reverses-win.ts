import { saleBy } from '@presales/domain/opportunity';
import type { Instant } from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import { latest, opportunityOf, withoutSale } from './opportunities.ts';
import { defineProcess, type Process } from './process.ts';
import { atPublishedRate } from './published-rates.ts';
import { type LinkedQuotation, leftOf, quotationLinks, valueIn } from './quotation-links.ts';
import type { Requests } from './request.ts';
import { type LinkedOrder, shopOrderLinks } from './shop-order-links.ts';

const quotations = quotationLinks('revoked_acceptance_reverses_quotation');
const orders = shopOrderLinks('revoked_acceptance_reverses_order');

/**
 * An acceptance is revoked, never deleted; what it sold is no longer sold. A deal that it alone had
 * won is no longer won. Where other sales of the deal stand, it loses this one; where other versions of
 * the quotation have sold something, it keeps that (B26, B28); and where a paid
 * order went into the quotation, the order's own win is put back (B26). A win that was still under
 * way when the acceptance was revoked is reversed as soon as it is there.
 */
export const revokedAcceptanceReversesWin = (): Process => {
  const late = async (
    opportunityId: string,
    quotationId: string | undefined,
    soldAt: Instant,
    lookup: Lookup,
  ): Promise<Requests> => {
    if (quotationId === undefined) return [];
    const linked = await quotations.byId(quotationId, lookup);
    if (linked === undefined || linked.revoked_at === null) return [];
    const reason = linked.revocation ?? '';
    return takeBack(
      opportunityId,
      { quotationId, reason, left: linked },
      latest(linked.revoked_at, soldAt),
      lookup,
    );
  };
  return defineProcess({
    name: 'revoked-acceptance-reverses-win',
    sentence: 'A revoked acceptance reverses its win.',
    index: { version: 3, tables: [quotations.projection, orders.projection] },
    on: {
      QuotationAcceptanceRevoked: async ({ data, metadata }, lookup) => {
        const linked = await quotations.byId(data.quotationId, lookup);
        return linked === undefined || linked.opportunity_id === null
          ? []
          : takeBack(
              linked.opportunity_id,
              { ...data, left: leftOf(linked, data) },
              metadata.occurredAt,
              lookup,
            );
      },
      // The order owes its own price again.
      ShopOrderRepriced: async (event, lookup) => {
        const { quotationId } = event.data;
        const order = await orders.after(event, lookup);
        const linked = await quotations.byId(quotationId, lookup);
        if (order === undefined || order.kept === 0 || linked === undefined) return [];
        const { opportunity_id, revoked_at, revocation } = linked;
        if (opportunity_id === null || revoked_at === null) return [];
        const why = { quotationId, reason: revocation ?? '', left: linked };
        return takeBack(opportunity_id, why, event.metadata.occurredAt, lookup, order);
      },
      OpportunityWon: ({ data, metadata }, lookup) =>
        late(data.opportunityId, data.quotationId, metadata.occurredAt, lookup),
      OpportunityWinExtended: ({ data, metadata }, lookup) =>
        late(data.opportunityId, data.quotationId, metadata.occurredAt, lookup),
    },
  });
};

/** An acceptance that was taken back, and what other versions of its quotation have sold. */
interface Revocation {
  readonly quotationId: string;
  readonly reason: string;
  readonly left: Pick<LinkedQuotation, 'value' | 'accepted_at'>;
}

const takeBack = async (
  opportunityId: string,
  { quotationId, reason: note, left }: Revocation,
  revokedAt: Instant,
  lookup: Lookup,
  known?: LinkedOrder,
): Promise<Requests> => {
  const opportunity = await opportunityOf(opportunityId, lookup);
  if (opportunity.status !== 'won') return [];
  const { id, sales, record } = opportunity;
  const order = known ?? (await paidOrderOf(quotationId, lookup));
  const sale =
    saleBy(sales, { quotationId }) ?? saleBy(sales, { shopOrderId: order?.shop_order_id });
  if (sale === undefined) return [];
  const at = latest(revokedAt, record.opened.openedAt);
  const common = { opportunityId: id, reason: 'cancellation', note, at } as const;
  if (left.value !== null && left.accepted_at !== null) {
    const when = { at: left.accepted_at, zone: record.opened.zone };
    const { currency } = opportunity.value.net;
    const value = await atPublishedRate(valueIn(left.value), currency, when, lookup);
    return [
      {
        aggregate: 'opportunity',
        command: { type: 'AdjustWin', data: { ...common, quotationId, value } },
      },
    ];
  }
  if (order === undefined) return [withoutSale(opportunity, sale, common)];
  return [
    {
      aggregate: 'opportunity',
      command: {
        type: 'AdjustWin',
        data: {
          ...common,
          quotationId,
          shopOrderId: order.shop_order_id,
          value: valueIn(order.value),
        },
      },
    },
  ];
};

/** The order that went into a quotation, while money of it is with us. */
const paidOrderOf = async (
  quotationId: string,
  lookup: Lookup,
): Promise<LinkedOrder | undefined> => {
  const quotation = await lookup.load('quotation', quotationId);
  const source = quotation.status === 'absent' ? undefined : quotation.record.header.shopOrderId;
  const found = [...(await orders.ofQuotation(quotationId, lookup))];
  const named = source === undefined ? undefined : await orders.byId(source, lookup);
  if (named !== undefined) found.push(named);
  return found.find(({ kept }) => kept > 0);
};
