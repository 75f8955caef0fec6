import type { FactProjection, RowOf } from '@presales/kernel';
import { dealAmounts, noAmounts, wholeAmounts } from './deal-amounts.ts';
import { facts, factTableOf } from './fact.ts';
import { saleColumns, saleNames } from './sales.ts';

/** A table of the opportunities that were opened. */
export const opportunityTable = factTableOf({
  opportunity_id: 'text',
  /** The customer, where one was known. */
  party_id: 'text?',
  /** The zone that the deal's days are counted in, where it has one. */
  zone: 'text?',
});

/** A table of the deals that were won, and of what adjusted, corrected or undid the wins. */
export const winTable = factTableOf({
  opportunity_id: 'text',
  /**
   * `won`, `extended`, `adjusted`, `corrected` (its credit), `redated`, `reopened` or `reversed`.
   */
  outcome: 'text',
  /** When it was won, of a win whose date was wrong. */
  won_at: 'text?',
  /** The customer, where the win says who it is. */
  party_id: 'text?',
  /** What it was sold by. */
  ...saleColumns,
  /** Amounts are in minor units: of the sale, as a whole each time. */
  net: 'integer?',
  margin: 'integer?',
  net_of_unknown_cost: 'integer?',
  currency: 'text?',
});

/** A table of the parties that were registered. */
export const partyTable = factTableOf({
  party_id: 'text',
  /** 1 when it bought before this history begins. */
  existing_customer: 'integer',
});

type OpportunityTable = ReturnType<typeof opportunityTable>;
type WinTable = ReturnType<typeof winTable>;
type PartyTable = ReturnType<typeof partyTable>;

/** An opportunity was opened. */
export type OpportunityFact = RowOf<OpportunityTable>;

/** A deal was won, or its win adjusted or undone. */
export type WinFact = RowOf<WinTable>;

/** A party was registered. */
export type PartyFact = RowOf<PartyTable>;

/** Which opportunities were opened. */
export const openedOpportunities = (table: OpportunityTable): FactProjection =>
  facts(table, {
    OpportunityOpened: ({ data }) => ({
      opportunity_id: data.opportunityId,
      party_id: data.partyId ?? null,
      zone: data.zone ?? null,
    }),
  });

const noValue = (
  opportunityId: string,
  outcome: 'corrected' | 'redated' | 'reopened' | 'reversed',
) => ({
  opportunity_id: opportunityId,
  outcome,
  won_at: null,
  party_id: null,
  ...saleNames({}),
  ...noAmounts,
});

/** Which deals were won, and what became of the wins. */
export const winOutcomes = (table: WinTable): FactProjection =>
  facts(table, {
    OpportunityWon: ({ data }) => ({
      opportunity_id: data.opportunityId,
      outcome: 'won',
      won_at: null,
      party_id: data.partyId ?? null,
      ...saleNames(data),
      ...wholeAmounts(data.value),
    }),
    OpportunityWinExtended: ({ data }) => ({
      opportunity_id: data.opportunityId,
      outcome: 'extended',
      won_at: null,
      party_id: null,
      ...saleNames(data),
      ...dealAmounts(data.added),
    }),
    OpportunityWinAdjusted: ({ data }) => ({
      opportunity_id: data.opportunityId,
      outcome: 'adjusted',
      won_at: null,
      party_id: null,
      ...saleNames(data.sale ?? {}),
      ...wholeAmounts(data.sale?.value ?? data.value),
    }),
    SalesCreditCorrected: ({ data }) => noValue(data.opportunityId, 'corrected'),
    OpportunityWinDateCorrected: ({ data }) => ({
      ...noValue(data.opportunityId, 'redated'),
      won_at: data.wonAt,
    }),
    OpportunityReopened: ({ data }) => noValue(data.opportunityId, 'reopened'),
    OpportunityWinReversed: ({ data }) => noValue(data.opportunityId, 'reversed'),
  });

/** Which parties were registered. */
export const registeredParties = (table: PartyTable): FactProjection =>
  facts(table, {
    PartyRegistered: ({ data }) => ({
      party_id: data.partyId,
      existing_customer: data.existingCustomer ? 1 : 0,
    }),
  });
