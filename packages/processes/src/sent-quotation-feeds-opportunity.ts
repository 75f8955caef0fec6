import type { DealValue } from '@presales/domain';
import type { Instant } from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import { latest, opportunityOf } from './opportunities.ts';
import { defineProcess, type Process } from './process.ts';
import type { Requests } from './request.ts';

/**
 * A deal's value and margin follow its primary quotation (decision 14): the one that was chosen, or
 * the first that was sent. What is in several currencies has no one value before its rates are fixed,
 * so that such a quotation becomes the primary without saying what the deal is worth.
 */
export const sentQuotationFeedsOpportunity = (): Process =>
  defineProcess({
    name: 'sent-quotation-feeds-opportunity',
    sentence: 'A sent quotation feeds the value of its opportunity.',
    on: {
      QuotationSent: ({ data, metadata }, lookup) =>
        feed(data.quotationId, data.subtotals, metadata.occurredAt, lookup),
      // It was sent before somebody followed it.
      QuotationLinked: async ({ data: { quotationId }, metadata }, lookup) => {
        const quotation = await lookup.load('quotation', quotationId);
        const offer = quotation.status === 'absent' ? undefined : quotation.offers.at(-1);
        return offer === undefined
          ? []
          : feed(quotationId, offer.sent.subtotals, metadata.occurredAt, lookup);
      },
    },
  });

const feed = async (
  quotationId: string,
  [only, ...others]: readonly DealValue[],
  at: Instant,
  lookup: Lookup,
): Promise<Requests> => {
  const quotation = await lookup.load('quotation', quotationId);
  if (quotation.status === 'absent' || quotation.opportunityId === undefined) return [];
  const opportunity = await opportunityOf(quotation.opportunityId, lookup);
  if (opportunity.status !== 'open') return [];
  const { deal, id } = opportunity;
  const data = {
    opportunityId: id,
    quotationId,
    at: latest(at, deal.opened.openedAt),
  };
  if (deal.primary !== undefined && deal.primary !== quotationId)
    return deal.quotations.includes(quotationId)
      ? []
      : [{ aggregate: 'opportunity', command: { type: 'LinkQuotation', data } }];
  const value = only !== undefined && others.length === 0 ? { value: only } : {};
  return [
    {
      aggregate: 'opportunity',
      command: { type: 'SelectPrimaryQuotation', data: { ...data, ...value } },
    },
  ];
};
