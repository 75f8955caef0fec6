import { type DealValue, worthless } from '@presales/domain';
import { type OpportunitySale, saleBy } from '@presales/domain/opportunity';
import type { CurrencyCode, Instant, RecordedEvent, Zone } from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import {
  customerOf,
  latest,
  opportunityOf,
  type StandingOpportunity,
  withMerged,
} from './opportunities.ts';
import { defineProcess, type Process } from './process.ts';
import { atPublishedRate } from './published-rates.ts';
import { acceptancesIn, type LinkedQuotation, quotationLinks } from './quotation-links.ts';
import type { Request, Requests } from './request.ts';

const quotations = quotationLinks('accepted_quotation_wins_quotation');

/** All that was accepted of a quotation by then, and by whom. */
interface Sale extends Pick<LinkedQuotation, 'quotation_id' | 'party_id'> {
  readonly value: DealValue;
  readonly at: Instant;
}

/**
 * The deal is won at what the customer took, from whatever step it stands at. What is accepted in
 * part is a sale from that day on; more of it, or another quotation of the deal, is a sale of its
 * own day (B26). If the quotation is accepted before its deal is open, or before it belongs to one,
 * the deal is won as soon as both are there, and so is a lost deal that is opened again. A win that
 * was taken back with an acceptance is made again by the next. Where a paid order that went into the
 * quotation has won the deal, the accepted version says what it sold.
 */
export const acceptedQuotationWinsOpportunity = (): Process => {
  const accepted = async (
    {
      data: { quotationId, value },
      metadata: { occurredAt: at },
    }: RecordedEvent<{
      readonly type: string;
      readonly data: { readonly quotationId: string; readonly value: DealValue };
    }>,
    lookup: Lookup,
  ): Promise<Requests> => {
    const linked = await quotations.byId(quotationId, lookup);
    if (linked === undefined || linked.opportunity_id === null) return [];
    return sell(linked.opportunity_id, [...salesOf(linked), { ...linked, value, at }], lookup);
  };
  return defineProcess({
    name: 'accepted-quotation-wins-opportunity',
    sentence: 'An accepted quotation wins its opportunity.',
    index: { version: 3, tables: [quotations.projection] },
    on: {
      QuotationPartiallyAccepted: accepted,
      QuotationAccepted: accepted,
      QuotationFollowed: async ({ data }, lookup) => {
        const linked = await quotations.byId(data.quotationId, lookup);
        return linked === undefined ? [] : sell(data.opportunityId, salesOf(linked), lookup);
      },
      OpportunityOpened: async ({ data }, lookup) => sellAll(data.opportunityId, lookup),
      OpportunityMergedInto: async ({ data }, lookup) => sellAll(data.opportunityId, lookup),
      // A win that was a mistake, or was taken back, is not made again by what had made it.
      OpportunityReopened: async ({ data, metadata }, lookup) =>
        data.previousOutcome === 'won' || data.reversed
          ? []
          : sellAll(data.opportunityId, lookup, metadata.occurredAt),
    },
  });
};

const salesOf = (linked: LinkedQuotation): readonly Sale[] =>
  acceptancesIn(linked).map((acceptance) => ({ ...linked, ...acceptance }));

/** Sells what was accepted of all quotations of a deal, and of its duplicates, already. */
const sellAll = async (
  opportunityId: string,
  lookup: Lookup,
  from?: Instant,
): Promise<Requests> => {
  const opportunity = await lookup.load('opportunity', opportunityId);
  if (opportunity.status === 'absent') return [];
  const sales: Sale[] = [];
  for (const id of await withMerged(opportunityId, opportunity.record, lookup))
    for (const linked of await quotations.ofOpportunity(id, lookup)) sales.push(...salesOf(linked));
  return sell(
    opportunityId,
    sales.map((sale) => ({ ...sale, at: latest(sale.at, from ?? sale.at) })),
    lookup,
  );
};

/** Makes a deal's sales of what was accepted, in the order of their times. */
const sell = async (
  opportunityId: string,
  sales: readonly Sale[],
  lookup: Lookup,
): Promise<Requests> => {
  const opportunity = await opportunityOf(opportunityId, lookup);
  if (opportunity.status === 'absent') return [];
  const { record, id } = opportunity;
  const { openedAt } = record.opened;
  const own: Sale[] = [];
  const requests: Request[] = [];
  for (const sale of sales) {
    const at = latest(sale.at, openedAt);
    const party_id = await customerOf(record, sale.party_id, lookup);
    const known = { ...sale, party_id, at };
    // A stranger's quotation wins nothing: the deal says so, and it keeps the customer's own from
    // nothing.
    if (record.partyId === undefined || record.partyId === party_id) own.push(known);
    else requests.push(won(id, known));
  }
  own.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  const [first, ...others] = own;
  const last = own.at(-1);
  if (first === undefined || last === undefined) return requests;
  if (opportunity.status === 'won') {
    for (const sale of own)
      if (isNews(sale, own, opportunity.sales))
        requests.push(...(await added(opportunity, sale, lookup)));
    return requests;
  }
  const { currency } = first.value.net;
  const { zone } = record.opened;
  // What was taken back was not lost: the customer takes it, or something else, after all.
  const again = opportunity.status === 'won-reversed';
  if (again) requests.push(reopened(id, last));
  requests.push(won(id, again ? { ...first, at: last.at } : first));
  for (const sale of others)
    requests.push(
      extended(
        id,
        await inCurrency(again ? { ...sale, at: last.at } : sale, currency, zone, lookup),
      ),
    );
  return requests;
};

/** Whether a won deal has yet to be told: of a quotation that it knows, the last acceptance is enough. */
const isNews = (sale: Sale, all: readonly Sale[], sold: readonly OpportunitySale[]): boolean =>
  saleBy(sold, { quotationId: sale.quotation_id }) === undefined ||
  all.findLast(({ quotation_id }) => quotation_id === sale.quotation_id) === sale;

const reopened = (opportunityId: string, { quotation_id, at }: Sale): Request => ({
  aggregate: 'opportunity',
  command: {
    type: 'ReopenOpportunity',
    data: { opportunityId, reason: `quotation ${quotation_id} was accepted`, at },
  },
});

const won = (opportunityId: string, sale: Sale): Request => ({
  aggregate: 'opportunity',
  command: { type: 'WinOpportunity', data: { opportunityId, ...dataOf(sale) } },
});

const extended = (opportunityId: string, sale: Sale): Request => ({
  aggregate: 'opportunity',
  command: { type: 'ExtendWin', data: { opportunityId, ...dataOf(sale) } },
});

const dataOf = ({ quotation_id: quotationId, party_id: partyId, value, at }: Sale) => ({
  value,
  quotationId,
  partyId,
  at,
});

/** A sale in the currency of the win that it is added to. */
const inCurrency = async (
  sale: Sale,
  currency: CurrencyCode,
  zone: Zone | undefined,
  lookup: Lookup,
): Promise<Sale> => ({
  ...sale,
  value: await atPublishedRate(sale.value, currency, { at: sale.at, zone }, lookup),
});

/** What a quotation adds to a deal that is won already, or says of what orders sold. */
const added = async (
  { id, record, value: whole, sales }: Extract<StandingOpportunity, { readonly status: 'won' }>,
  accepted: Sale,
  lookup: Lookup,
): Promise<Requests> => {
  const sale = await inCurrency(accepted, whole.net.currency, record.opened.zone, lookup);
  const { quotation_id: quotationId, value, at } = sale;
  // A win that somebody made by hand, without a name, may well be this very sale: the deal refuses
  // it, and somebody can look.
  if (sales.some((other) => other.quotationId === undefined && other.shopOrderId === undefined))
    return [won(id, sale)];
  const [shopOrderId, ...others] = await soldByOrdersOf(quotationId, sales, lookup);
  if (shopOrderId === undefined) return [extended(id, sale)];
  const note = `quotation ${quotationId} was accepted after the deal was won: it says what was sold`;
  const common = { opportunityId: id, reason: 'error', note, at } as const;
  const nothing = worthless(whole.net.currency);
  return [
    {
      aggregate: 'opportunity',
      command: { type: 'AdjustWin', data: { ...common, value, quotationId, shopOrderId } },
    },
    // What further orders sold that went into it is in it.
    ...others.map(
      (other): Request => ({
        aggregate: 'opportunity',
        command: { type: 'AdjustWin', data: { ...common, value: nothing, shopOrderId: other } },
      }),
    ),
  ];
};

/** The orders that went into a quotation and made sales of a deal. */
const soldByOrdersOf = async (
  quotationId: string,
  sales: readonly OpportunitySale[],
  lookup: Lookup,
): Promise<readonly string[]> => {
  const known = saleBy(sales, { quotationId });
  if (known !== undefined) return known.shopOrderId === undefined ? [] : [known.shopOrderId];
  const quotation = await lookup.load('quotation', quotationId);
  const source = quotation.status === 'absent' ? undefined : quotation.record.header.shopOrderId;
  const found: string[] = [];
  for (const { shopOrderId } of sales) {
    if (shopOrderId === undefined) continue;
    const order = await lookup.load('shopOrder', shopOrderId);
    const transferred = 'quotationId' in order ? order.quotationId : undefined;
    if (shopOrderId === source || transferred === quotationId) found.push(shopOrderId);
  }
  return found;
};
