import type { DealValue } from '@presales/domain';
import type { ReleaseReason } from '@presales/domain/opportunity';
import {
  inBase,
  lastOffer,
  missingRates,
  type Quotation,
  type QuotationEvent,
  type QuotationRecord,
  subtotalsOfPriced,
  takenLines,
} from '@presales/domain/quotation';
import {
  AmountOutOfRange,
  type Instant,
  type RecordedEvent,
  type Table,
  tableProjection,
} from '@presales/kernel';
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

/** An event about a quotation, whatever it is. */
type OfQuotation = Pick<
  RecordedEvent<{ readonly type: string; readonly data: { readonly quotationId: string } }>,
  'data' | 'metadata'
>;

/**
 * A deal's value and margin follow its primary quotation (B14, B27): the one that was chosen, or the
 * first that was sent, as the customer chose among its options and alternatives since. In several
 * currencies it is several amounts, until its rates are frozen. Once the quotation is declined,
 * expired or withdrawn the deal follows it no more. If a deal is opened only after a quotation for it
 * was sent, the quotation feeds it then.
 */
export const sentQuotationFeedsOpportunity = (): Process => {
  const feedNow = ({ data, metadata }: OfQuotation, lookup: Lookup): Promise<Requests> =>
    feed(data.quotationId, metadata.occurredAt, lookup);
  const over =
    (reason: ReleaseReason) =>
    ({ data, metadata }: OfQuotation, lookup: Lookup): Promise<Requests> =>
      release(data.quotationId, reason, metadata.occurredAt, lookup);
  return defineProcess({
    name: 'sent-quotation-feeds-opportunity',
    sentence: 'A sent quotation feeds the value of its opportunity.',
    index: {
      version: 2,
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
          QuotationFollowed: {
            keys,
            step: (row, { data }) => row && { ...row, opportunity_id: data.opportunityId },
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
      QuotationSent: feedNow,
      QuotationItemChosen: feedNow,
      OptionalItemTaken: feedNow,
      QuotationItemRejected: feedNow,
      ExchangeRatesFrozen: feedNow,
      ExchangeRatesUnfrozen: feedNow,
      // It was sent before somebody followed it.
      QuotationLinked: feedNow,
      // Somebody chose it without saying what it comes to.
      PrimaryQuotationSelected: async (event, lookup) =>
        event.data.value === undefined ? feedNow(event, lookup) : [],
      QuotationDeclined: over('declined'),
      QuotationExpired: over('expired'),
      QuotationWithdrawn: over('withdrawn'),
      OpportunityOpened: ({ data, metadata }, lookup) =>
        feedAll(data.opportunityId, metadata.occurredAt, lookup),
      // What happened to quotations while the deal was closed.
      OpportunityReopened: ({ data, metadata }, lookup) =>
        feedAll(data.opportunityId, metadata.occurredAt, lookup),
      OpportunityMergedInto: async ({ data: { opportunityId, survivorId }, metadata }, lookup) =>
        feedAll(survivorId, metadata.occurredAt, lookup, opportunityId),
    },
  });
};

/**
 * Feeds a deal by all that was sent for it, or for a duplicate of it: by the duplicate's primary
 * quotation, else by the first that is live. The deal keeps a live primary quotation of its own.
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
  const rows = (await lookup.rows(table, 'opportunity_id', duplicateId))
    .filter(({ sent_at }) => sent_at !== null)
    .sort((one, other) => ((one.sent_at ?? '') < (other.sent_at ?? '') ? -1 : 1));
  const live: string[] = [];
  for (const { quotation_id } of rows)
    if (endOf(await lookup.load('quotation', quotation_id)) === undefined) live.push(quotation_id);
  const first = live.find((id) => id === chosen) ?? live[0];
  const requests: Request[] = [];
  const { primary } = deal.record;
  if (primary !== undefined && !live.includes(primary)) {
    const end = endOf(await lookup.load('quotation', primary));
    if (end !== undefined) requests.push(...(await release(primary, end, at, lookup)));
  }
  const kept = requests.length === 0 ? primary : undefined;
  if (first !== undefined)
    requests.push(
      ...(kept === undefined || kept === first
        ? await feed(first, at, lookup, kept === undefined)
        : await link(deal, first, at, lookup)),
    );
  for (const quotationId of rows.map(({ quotation_id }) => quotation_id))
    if (quotationId !== first) requests.push(...(await link(deal, quotationId, at, lookup)));
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

/**
 * Feeds an open deal by the version of a quotation that was sent last, if it is live and the deal
 * follows it or, as with `anew`, none.
 */
const feed = async (
  quotationId: string,
  at: Instant,
  lookup: Lookup,
  anew = false,
): Promise<Requests> => {
  const quotation = await lookup.load('quotation', quotationId);
  if (quotation.status === 'absent' || quotation.record.opportunityId === undefined) return [];
  // What is ordered is left to the process that wins the deal.
  if (quotation.status !== 'sent' && quotation.status !== 'draft') return [];
  const opportunity = await opportunityOf(quotation.record.opportunityId, lookup);
  if (opportunity.status !== 'open') return [];
  const { record, id } = opportunity;
  const worth = offered(quotation);
  if (worth === undefined) return [];
  if (!anew && record.primary !== undefined && record.primary !== quotationId)
    return link(opportunity, quotationId, at, lookup);
  const [value, ...others] = worth;
  return [
    {
      aggregate: 'opportunity',
      command: {
        type: 'SelectPrimaryQuotation',
        data: {
          opportunityId: id,
          quotationId,
          partyId: await customerOf(record, quotation.record.header.partyId, lookup),
          ...(value === undefined ? {} : { value }),
          ...(others.length === 0 ? {} : { others }),
          at: latest(at, record.opened.openedAt),
        },
      },
    },
  ];
};

/** The deal that follows a quotation follows it no more. */
const release = async (
  quotationId: string,
  reason: ReleaseReason,
  at: Instant,
  lookup: Lookup,
): Promise<Requests> => {
  const quotation = await lookup.load('quotation', quotationId);
  if (quotation.status === 'absent' || quotation.record.opportunityId === undefined) return [];
  const opportunity = await opportunityOf(quotation.record.opportunityId, lookup);
  if (opportunity.status !== 'open' || opportunity.record.primary !== quotationId) return [];
  const { id, record } = opportunity;
  return [
    {
      aggregate: 'opportunity',
      command: {
        type: 'ReleasePrimaryQuotation',
        data: {
          opportunityId: id,
          quotationId,
          reason,
          at: latest(at, record.opened.openedAt),
        },
      },
    },
  ];
};

/** How a quotation that was sent came to its end; undefined while it is live, or was ordered. */
const endOf = (quotation: Quotation): ReleaseReason | undefined => {
  switch (quotation.status) {
    case 'declined':
    case 'withdrawn':
      return quotation.status;
    case 'sent':
    case 'draft':
      return lastOffer(quotation)?.expired === true ? 'expired' : undefined;
    default:
      return undefined;
  }
};

/**
 * What the customer may take of a live quotation, as it was chosen since it was sent; undefined where
 * nothing was sent or the offer is over. At frozen rates it is one value, otherwise one of each
 * currency.
 */
const offered = (
  quotation: Exclude<Quotation, { readonly status: 'absent' }>,
): readonly DealValue[] | undefined => {
  const offer = lastOffer(quotation);
  if (offer === undefined || offer.expired) return undefined;
  const { sent, terms, answers } = offer;
  const subtotals =
    terms.positions === sent.positions && answers.length === 0
      ? sent.subtotals
      : bounded(() => subtotalsOfPriced(takenLines(offer, { open: 'taken' })));
  return subtotals && valued(subtotals, quotation.record);
};

const valued = (
  subtotals: readonly DealValue[],
  { rates }: QuotationRecord,
): readonly DealValue[] => {
  const currencies = subtotals.map(({ net }) => net.currency);
  if (rates === undefined || missingRates(currencies, rates).length > 0) return subtotals;
  const whole = bounded(() => inBase(subtotals, rates));
  return whole === undefined ? subtotals : [whole];
};

/** What a calculation comes to; undefined beyond what amounts may be. */
const bounded = <Result>(calculate: () => Result): Result | undefined => {
  try {
    return calculate();
  } catch (error) {
    if (error instanceof AmountOutOfRange) return undefined;
    throw error;
  }
};
