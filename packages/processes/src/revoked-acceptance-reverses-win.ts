import type { Instant } from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import { latest, opportunityOf } from './opportunities.ts';
import { defineProcess, type Process } from './process.ts';
import { quotationLinks } from './quotation-links.ts';
import type { Requests } from './request.ts';

const quotations = quotationLinks('revoked_acceptance_reverses_quotation');

/**
 * An acceptance is revoked, never deleted; the deal that it won is no longer won. A win that was
 * still under way when the acceptance was revoked is reversed as soon as it is there.
 */
export const revokedAcceptanceReversesWin = (): Process =>
  defineProcess({
    name: 'revoked-acceptance-reverses-win',
    sentence: 'A revoked acceptance reverses its win.',
    index: { version: 1, tables: [quotations.projection] },
    on: {
      QuotationAcceptanceRevoked: async ({ data, metadata }, lookup) => {
        const linked = await quotations.byId(data.quotationId, lookup);
        return linked === undefined || linked.opportunity_id === null
          ? []
          : reverse(linked.opportunity_id, data, metadata.occurredAt, lookup);
      },
      OpportunityWon: async ({ data: { opportunityId, quotationId }, metadata }, lookup) => {
        if (quotationId === undefined) return [];
        const linked = await quotations.byId(quotationId, lookup);
        if (linked === undefined || linked.revoked_at === null) return [];
        const reason = linked.revocation ?? '';
        const at = latest(linked.revoked_at, metadata.occurredAt);
        return reverse(opportunityId, { quotationId, reason }, at, lookup);
      },
    },
  });

const reverse = async (
  opportunityId: string,
  { quotationId, reason }: { readonly quotationId: string; readonly reason: string },
  at: Instant,
  lookup: Lookup,
): Promise<Requests> => {
  const opportunity = await opportunityOf(opportunityId, lookup);
  if (opportunity.status !== 'won' || opportunity.quotationId !== quotationId) return [];
  return [
    {
      aggregate: 'opportunity',
      command: {
        type: 'ReverseWin',
        data: {
          opportunityId: opportunity.id,
          reason: 'cancellation',
          note: reason,
          at: latest(at, opportunity.record.opened.openedAt),
        },
      },
    },
  ];
};
