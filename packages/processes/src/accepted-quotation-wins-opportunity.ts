import type { DealValue } from '@presales/domain';
import type { Instant } from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import { latest, opportunityOf } from './opportunities.ts';
import { defineProcess, type Process } from './process.ts';
import { type LinkedQuotation, quotationLinks, valueIn } from './quotation-links.ts';
import type { Requests } from './request.ts';

const quotations = quotationLinks('accepted_quotation_wins_quotation');

/** A quotation that was accepted, at what value and when. */
interface Acceptance extends Pick<LinkedQuotation, 'quotation_id' | 'party_id'> {
  readonly value: DealValue;
  readonly acceptedAt: Instant;
}

/**
 * The deal is won at what the customer took, from whatever step it stands at. If the quotation is
 * accepted before its deal is open, or before it belongs to one, the deal is won as soon as both
 * are there. A deal that a paid order has already won gets a new value instead, because the
 * accepted version is what was sold.
 */
export const acceptedQuotationWinsOpportunity = (): Process =>
  defineProcess({
    name: 'accepted-quotation-wins-opportunity',
    sentence: 'An accepted quotation wins its opportunity.',
    index: { version: 1, tables: [quotations.projection] },
    on: {
      QuotationAccepted: async ({ data, metadata }, lookup) => {
        const linked = await quotations.byId(data.quotationId, lookup);
        if (linked === undefined || linked.opportunity_id === null) return [];
        return win(
          linked.opportunity_id,
          { ...linked, value: data.value, acceptedAt: metadata.occurredAt },
          lookup,
        );
      },
      QuotationFollowed: async ({ data }, lookup) =>
        winByAll([await quotations.byId(data.quotationId, lookup)], data.opportunityId, lookup),
      OpportunityOpened: async ({ data }, lookup) =>
        winByAll(
          await quotations.ofOpportunity(data.opportunityId, lookup),
          data.opportunityId,
          lookup,
        ),
    },
  });

/** Wins a deal by those of its quotations that had been accepted already. */
const winByAll = async (
  linked: readonly (LinkedQuotation | undefined)[],
  opportunityId: string,
  lookup: Lookup,
): Promise<Requests> => {
  const requests: Requests[number][] = [];
  for (const row of linked)
    if (row !== undefined && row.value !== null && row.accepted_at !== null)
      requests.push(
        ...(await win(
          opportunityId,
          { ...row, value: valueIn(row.value), acceptedAt: row.accepted_at },
          lookup,
        )),
      );
  return requests;
};

const win = async (
  opportunityId: string,
  { quotation_id: quotationId, party_id: partyId, value, acceptedAt }: Acceptance,
  lookup: Lookup,
): Promise<Requests> => {
  const opportunity = await opportunityOf(opportunityId, lookup);
  if (opportunity.status === 'absent') return [];
  const { record, id } = opportunity;
  const at = latest(acceptedAt, record.opened.openedAt);
  const byOrder = opportunity.status === 'won' && opportunity.shopOrderId !== undefined;
  if (byOrder && opportunity.quotationId === undefined) {
    const note = `quotation ${quotationId} was accepted after the deal was won: it says what was sold`;
    return [
      {
        aggregate: 'opportunity',
        command: {
          type: 'AdjustWin',
          data: { opportunityId: id, value, reason: 'error', note, at },
        },
      },
    ];
  }
  return [
    {
      aggregate: 'opportunity',
      command: {
        type: 'WinOpportunity',
        data: {
          opportunityId: id,
          value,
          quotationId,
          ...(record.partyId === undefined ? { partyId } : {}),
          at,
        },
      },
    },
  ];
};
