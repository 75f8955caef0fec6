import type { DealValue } from '@presales/domain';
import {
  inBase,
  lastOffer,
  missingRates,
  type QuotationEvent,
  type QuotationRecord,
} from '@presales/domain/quotation';
import { AmountOutOfRange, type Instant, type Table, tableProjection } from '@presales/kernel';
import type { Lookup } from './lookup.ts';
import { customerOf, latest, opportunityOf, type StandingOpportunity } from './opportunities.ts';
import { defineProcess, type Process } from './process.ts';
import type { Request, Requests } from './request.ts';

/** A quotation that was sent, and the deal that it was drafted for. */
type Sent = {
  readonly quotation_id: string;
  readonly opportunity_id: string | null;
  /** When its first version was sent; null before. */
  readonly sent_at: Instant | null;
};

const table: Table<Sent> = {
  name: 'sent_quotation_feeds_quotation',
  key: 'quotation_id',
  columns: { quotation_id: 'text', opportunity_id: 'text?', sent_at: 'text?' },
  indexes: [['opportunity_id']],
};

const keys = ({ data }: { readonly data: { readonly quotationId: string } }) => [data.quotationId];

/**
 * A deal's value and margin follow its primary quotation (B14): the one that was chosen, or the
 * first that was sent. A quotation in several currencies has no single value until its rates are
 * frozen. It becomes the primary one without a value, and gives the deal its value once the rates
 * are frozen. If a deal is opened only after a quotation for it was sent, the quotation feeds it
 * then.
 */
export const sentQuotationFeedsOpportunity = (): Process =>
  defineProcess({
    name: 'sent-quotation-feeds-opportunity',
    sentence: 'A sent quotation feeds the value of its opportunity.',
    index: {
      version: 1,
      tables: [
        tableProjection<Sent, QuotationEvent>(table, {
          QuotationDrafted: {
            keys,
            step: (_, { data }) => ({
              quotation_id: data.quotationId,
              opportunity_id: data.opportunityId ?? null,
              sent_at: null,
            }),
          },
          QuotationSent: {
            keys,
            step: (row, { metadata }) =>
              row && { ...row, sent_at: row.sent_at ?? metadata.occurredAt },
          },
        }),
      ],
    },
    on: {
      QuotationSent: ({ data, metadata }, lookup) =>
        feed(data.quotationId, data.subtotals, metadata.occurredAt, lookup),
      // It was sent before somebody followed it.
      QuotationLinked: ({ data, metadata }, lookup) =>
        feedAsSent(data.quotationId, metadata.occurredAt, lookup),
      ExchangeRatesFrozen: async ({ data, metadata }, lookup) => {
        // Rates that freeze with an acceptance are left to the process that wins the deal.
        const { status } = await lookup.load('quotation', data.quotationId);
        return status === 'sent' || status === 'draft'
          ? feedAsSent(data.quotationId, metadata.occurredAt, lookup)
          : [];
      },
      OpportunityOpened: ({ data, metadata }, lookup) =>
        feedAll(data.opportunityId, metadata.occurredAt, lookup),
      // What was sent while the deal was closed was left to whoever opened it again.
      OpportunityReopened: ({ data, metadata }, lookup) =>
        feedAll(data.opportunityId, metadata.occurredAt, lookup),
      OpportunityMergedInto: async ({ data: { opportunityId, survivorId }, metadata }, lookup) =>
        feedAll(survivorId, metadata.occurredAt, lookup, opportunityId),
    },
  });

/**
 * Feeds a deal by all that was sent for it, or for a duplicate of it: by the duplicate's primary
 * quotation, else by the first that was sent. The deal keeps a primary quotation of its own.
 */
const feedAll = async (
  opportunityId: string,
  at: Instant,
  lookup: Lookup,
  duplicateId = opportunityId,
): Promise<Requests> => {
  const deal = await opportunityOf(opportunityId, lookup);
  if (deal.status !== 'open') return [];
  const duplicate = await lookup.load('opportunity', duplicateId);
  const chosen = duplicate.status === 'absent' ? undefined : duplicate.record.primary;
  const sent = (await lookup.rows(table, 'opportunity_id', duplicateId))
    .filter(({ sent_at }) => sent_at !== null)
    .sort((one, other) => ((one.sent_at ?? '') < (other.sent_at ?? '') ? -1 : 1))
    .map(({ quotation_id }) => quotation_id);
  const first = sent.find((id) => id === chosen) ?? sent[0];
  const requests: Request[] = [];
  for (const quotationId of first === undefined ? [] : [first, ...sent]) {
    if (quotationId === first && requests.length > 0) continue;
    requests.push(
      ...(quotationId === first
        ? await feedAsSent(quotationId, at, lookup)
        : await link(deal, quotationId, at, lookup)),
    );
  }
  return requests;
};

/** Files a quotation under an open deal that does not have it yet. */
const link = async (
  { id, record }: Extract<StandingOpportunity, { readonly status: 'open' }>,
  quotationId: string,
  at: Instant,
  lookup: Lookup,
): Promise<Requests> => {
  if (record.quotations.includes(quotationId)) return [];
  const quotation = await lookup.load('quotation', quotationId);
  if (quotation.status === 'absent') return [];
  const partyId = await customerOf(record, quotation.record.header.partyId, lookup);
  return [
    {
      aggregate: 'opportunity',
      command: {
        type: 'LinkQuotation',
        data: {
          opportunityId: id,
          quotationId,
          partyId,
          at: latest(at, record.opened.openedAt),
        },
      },
    },
  ];
};

/** Feeds a deal by the version of a quotation that was sent last. */
const feedAsSent = async (quotationId: string, at: Instant, lookup: Lookup): Promise<Requests> => {
  const quotation = await lookup.load('quotation', quotationId);
  const offer = quotation.status === 'absent' ? undefined : lastOffer(quotation);
  return offer === undefined ? [] : feed(quotationId, offer.sent.subtotals, at, lookup);
};

const feed = async (
  quotationId: string,
  subtotals: readonly DealValue[],
  at: Instant,
  lookup: Lookup,
): Promise<Requests> => {
  const quotation = await lookup.load('quotation', quotationId);
  if (quotation.status === 'absent' || quotation.record.opportunityId === undefined) return [];
  const opportunity = await opportunityOf(quotation.record.opportunityId, lookup);
  if (opportunity.status !== 'open') return [];
  const { record, id } = opportunity;
  if (record.primary !== undefined && record.primary !== quotationId)
    return link(opportunity, quotationId, at, lookup);
  const data = {
    opportunityId: id,
    quotationId,
    partyId: await customerOf(record, quotation.record.header.partyId, lookup),
    at: latest(at, record.opened.openedAt),
  };
  const value = oneValue(subtotals, quotation.record);
  return [
    {
      aggregate: 'opportunity',
      command: {
        type: 'SelectPrimaryQuotation',
        data: { ...data, ...(value === undefined ? {} : { value }) },
      },
    },
  ];
};

/**
 * What a quotation would be worth if it were accepted: at its frozen rates, or in its only
 * currency. Undefined where that is no single value, or one that is larger than amounts may be.
 */
const oneValue = (
  subtotals: readonly DealValue[],
  { rates }: QuotationRecord,
): DealValue | undefined => {
  const [only, ...others] = subtotals;
  if (rates === undefined) return others.length === 0 ? only : undefined;
  const currencies = subtotals.map(({ net }) => net.currency);
  if (missingRates(currencies, rates).length > 0) return undefined;
  try {
    return inBase(subtotals, rates);
  } catch (error) {
    if (error instanceof AmountOutOfRange) return undefined;
    throw error;
  }
};
