import { DealValue, withinNet } from '@presales/domain';
import type { QuotationEvent } from '@presales/domain/quotation';
import {
  type Instant,
  type Of,
  type RecordedEvent,
  type Table,
  type TableProjection,
  tableProjection,
} from '@presales/kernel';
import type { Lookup } from './lookup.ts';

/** Which deal and order a quotation belongs to, and at what value the customer accepted it. */
export type LinkedQuotation = {
  readonly quotation_id: string;
  readonly party_id: string;
  readonly opportunity_id: string | null;
  /** The value of what was accepted, as JSON; null while nothing is. */
  readonly value: string | null;
  readonly accepted_at: Instant | null;
  /** What was accepted so far, of which version, each time more of it was, as JSON; an empty list while nothing is. */
  readonly acceptances: string;
  /**
   * When and why an acceptance was taken back; null unless that is the last thing that happened to
   * it. What other versions have sold stays accepted.
   */
  readonly revoked_at: Instant | null;
  readonly revocation: string | null;
};

/** What a customer had accepted of a quotation in all, from an instant on. */
export interface Acceptance {
  readonly at: Instant;
  readonly value: DealValue;
  /** The version that was accepted then. */
  readonly version: number;
}

/** A process's own table of quotations, by its name. */
export interface QuotationLinks {
  readonly projection: TableProjection;
  readonly byId: (quotationId: string, lookup: Lookup) => Promise<LinkedQuotation | undefined>;
  readonly ofOpportunity: (
    opportunityId: string,
    lookup: Lookup,
  ) => Promise<readonly LinkedQuotation[]>;
}

/** What a process remembers of quotations. */
export const quotationLinks = (name: string): QuotationLinks => {
  const table: Table<LinkedQuotation> = {
    name,
    key: 'quotation_id',
    columns: {
      quotation_id: 'text',
      party_id: 'text',
      opportunity_id: 'text?',
      value: 'text?',
      accepted_at: 'text?',
      acceptances: 'text',
      revoked_at: 'text?',
      revocation: 'text?',
    },
    indexes: [['opportunity_id']],
  };
  const keys = ({ data }: { readonly data: { readonly quotationId: string } }) => [
    data.quotationId,
  ];
  return {
    projection: tableProjection<LinkedQuotation, QuotationEvent>(table, {
      QuotationDrafted: {
        keys,
        step: (_, { data }) => ({
          quotation_id: data.quotationId,
          party_id: data.partyId,
          opportunity_id: data.opportunityId ?? null,
          value: null,
          accepted_at: null,
          acceptances: '[]',
          revoked_at: null,
          revocation: null,
        }),
      },
      QuotationFollowed: {
        keys,
        step: (row, { data }) => row && { ...row, opportunity_id: data.opportunityId },
      },
      QuotationPartiallyAccepted: { keys, step: accept },
      QuotationAccepted: { keys, step: accept },
      QuotationAcceptanceRevoked: {
        keys,
        step: (row, { data, metadata }) =>
          row && {
            ...row,
            ...leftOf(row, data),
            revoked_at: metadata.occurredAt,
            revocation: data.reason,
          },
      },
    }),
    byId: async (quotationId, lookup) => (await lookup.rows(table, 'quotation_id', quotationId))[0],
    ofOpportunity: (opportunityId, lookup) => lookup.rows(table, 'opportunity_id', opportunityId),
  };
};

const accept = (
  row: LinkedQuotation | undefined,
  {
    data: { value, version },
    metadata: { occurredAt: at },
  }: RecordedEvent<Of<QuotationEvent, 'QuotationPartiallyAccepted' | 'QuotationAccepted'>>,
): LinkedQuotation | undefined =>
  row && {
    ...row,
    value: JSON.stringify(value),
    accepted_at: at,
    acceptances: JSON.stringify([...acceptancesIn(row), { at, value, version }]),
    revoked_at: null,
    revocation: null,
  };

/** What stays accepted of other versions when the acceptance of one is taken back. */
export const leftOf = (
  row: LinkedQuotation,
  { version, left }: Of<QuotationEvent, 'QuotationAcceptanceRevoked'>['data'],
): Pick<LinkedQuotation, 'value' | 'accepted_at' | 'acceptances'> => {
  const last = acceptancesIn(row).findLast((acceptance) => acceptance.version !== version);
  if (left === undefined || last === undefined)
    return { value: null, accepted_at: null, acceptances: '[]' };
  const { value } = left;
  return {
    value: JSON.stringify(value),
    accepted_at: last.at,
    acceptances: JSON.stringify([{ ...last, value }]),
  };
};

/** What was accepted of a quotation, in the order in which it was told. */
export const acceptancesIn = ({ acceptances }: LinkedQuotation): readonly Acceptance[] =>
  (JSON.parse(acceptances) as readonly Acceptance[]).map(({ at, value, version }) => ({
    at,
    value: withinNet(DealValue.parse(value)),
    version,
  }));

/** A value that was kept in a row; one from before B34 with its unknown cost within the net. */
export const valueIn = (json: string): DealValue => withinNet(DealValue.parse(JSON.parse(json)));
