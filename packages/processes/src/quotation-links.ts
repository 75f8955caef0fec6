import { DealValue } from '@presales/domain';
import type { QuotationEvent } from '@presales/domain/quotation';
import { type Instant, type Table, type TableProjection, tableProjection } from '@presales/kernel';
import type { Lookup } from './lookup.ts';

/** Which deal and order a quotation belongs to, and at what value the customer accepted it. */
export type LinkedQuotation = {
  readonly quotation_id: string;
  readonly party_id: string;
  readonly opportunity_id: string | null;
  /** The value of what was accepted, as JSON; null while nothing is. */
  readonly value: string | null;
  readonly accepted_at: Instant | null;
  /**
   * When and why the acceptance was taken back; null unless that is the last thing that happened to
   * it.
   */
  readonly revoked_at: Instant | null;
  readonly revocation: string | null;
};

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
          revoked_at: null,
          revocation: null,
        }),
      },
      QuotationFollowed: {
        keys,
        step: (row, { data }) => row && { ...row, opportunity_id: data.opportunityId },
      },
      QuotationAccepted: {
        keys,
        step: (row, { data, metadata }) =>
          row && {
            ...row,
            value: JSON.stringify(data.value),
            accepted_at: metadata.occurredAt,
            revoked_at: null,
            revocation: null,
          },
      },
      QuotationAcceptanceRevoked: {
        keys,
        step: (row, { data, metadata }) =>
          row && {
            ...row,
            value: null,
            accepted_at: null,
            revoked_at: metadata.occurredAt,
            revocation: data.reason,
          },
      },
    }),
    byId: async (quotationId, lookup) => (await lookup.rows(table, 'quotation_id', quotationId))[0],
    ofOpportunity: (opportunityId, lookup) => lookup.rows(table, 'opportunity_id', opportunityId),
  };
};

/** A value that was kept in a row. */
export const valueIn = (json: string): DealValue => DealValue.parse(JSON.parse(json));
