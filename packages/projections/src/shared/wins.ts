import type { OpportunityEvent, PartyEvent } from '@presales/domain';
import { type FactTable, facts, type Instant, type Table } from '@presales/kernel';
import { type DealAmounts, dealAmounts } from './deal-amounts.ts';
import { byTime, type Fact, factColumns, factOf } from './fact.ts';

/** A deal was opened. */
export type OpenedFact = Fact & {
  readonly opportunity_id: string;
  readonly party_id: string | null;
};

/** A deal was won, or its win undone. Amounts in minor units, of a win only. */
export type OutcomeFact = Fact & {
  readonly opportunity_id: string;
  /** `won`, `reopened` or `reversed`. */
  readonly outcome: string;
  readonly party_id: string | null;
  readonly net: number | null;
  readonly margin: number | null;
  readonly net_of_unknown_cost: number | null;
  readonly currency: string | null;
};

/** A party was registered. `existing_customer` is 1 when it bought before this history begins. */
export type PartyFact = Fact & { readonly party_id: string; readonly existing_customer: number };

const undone = {
  party_id: null,
  net: null,
  margin: null,
  net_of_unknown_cost: null,
  currency: null,
};

/** The tables of openings, of wins and what undid them, and of parties, of a read model. */
export const winFacts = (names: {
  readonly opened: string;
  readonly outcome: string;
  readonly party: string;
}): readonly FactTable[] => {
  const opened: Table<OpenedFact> = {
    name: names.opened,
    key: 'fact',
    columns: { ...factColumns, opportunity_id: 'text', party_id: 'text?' },
  };
  const outcome: Table<OutcomeFact> = {
    name: names.outcome,
    key: 'fact',
    columns: {
      ...factColumns,
      opportunity_id: 'text',
      outcome: 'text',
      party_id: 'text?',
      net: 'integer?',
      margin: 'integer?',
      net_of_unknown_cost: 'integer?',
      currency: 'text?',
    },
  };
  const party: Table<PartyFact> = {
    name: names.party,
    key: 'fact',
    columns: { ...factColumns, party_id: 'text', existing_customer: 'integer' },
  };
  return [
    facts<OpenedFact, OpportunityEvent>(opened, {
      OpportunityOpened: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        party_id: event.data.partyId ?? null,
      }),
    }),
    facts<OutcomeFact, OpportunityEvent>(outcome, {
      OpportunityWon: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        outcome: 'won',
        party_id: event.data.partyId ?? null,
        ...dealAmounts(event.data.value),
      }),
      OpportunityReopened: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        outcome: 'reopened',
        ...undone,
      }),
      OpportunityWinReversed: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        outcome: 'reversed',
        ...undone,
      }),
    }),
    facts<PartyFact, PartyEvent>(party, {
      PartyRegistered: (event) => ({
        ...factOf(event),
        party_id: event.data.partyId,
        existing_customer: event.data.existingCustomer ? 1 : 0,
      }),
    }),
  ];
};

/** One winning of a deal. A deal that was reopened and won again has two. */
export interface Win {
  readonly opportunityId: string;
  /** Absent when nobody ever said who the customer is. */
  readonly partyId: string | undefined;
  readonly openedAt: Instant;
  readonly at: Instant;
  /** The position of the win in the log: its credit is filed under it. */
  readonly position: number;
  readonly amounts: DealAmounts;
  /** What undid the win, a reversal or a reopening; absent while it stands. */
  readonly undone: Pick<Fact, 'occurred_at' | 'position'> | undefined;
}

/** Every winning that the facts tell of, in business time. */
export const winsOf = (
  openings: readonly OpenedFact[],
  outcomes: readonly OutcomeFact[],
): readonly Win[] => {
  const opened = new Map(openings.map((opening) => [opening.opportunity_id, opening]));
  const standing = new Map<string, Win>();
  const undoneWins: Win[] = [];
  for (const outcome of [...outcomes].sort(byTime)) {
    const { opportunity_id: opportunityId, occurred_at: at, position } = outcome;
    const before = standing.get(opportunityId);
    if (outcome.outcome === 'won') {
      const opening = opened.get(opportunityId);
      standing.set(opportunityId, {
        opportunityId,
        partyId: outcome.party_id ?? opening?.party_id ?? undefined,
        openedAt: opening?.occurred_at ?? at,
        at,
        position,
        amounts: {
          net: outcome.net ?? 0,
          margin: outcome.margin ?? 0,
          net_of_unknown_cost: outcome.net_of_unknown_cost ?? 0,
          currency: outcome.currency ?? '',
        },
        undone: undefined,
      });
    } else if (before !== undefined) {
      standing.delete(opportunityId);
      undoneWins.push({ ...before, undone: outcome });
    }
  }
  return [...undoneWins, ...standing.values()].sort((left, right) =>
    left.at < right.at ? -1 : left.at > right.at ? 1 : left.position - right.position,
  );
};

/** The parties that bought before this history begins: they are never new customers (S17). */
export const existingCustomers = (parties: readonly PartyFact[]): ReadonlySet<string> =>
  new Set(
    parties.flatMap(({ party_id, existing_customer }) =>
      existing_customer === 1 ? [party_id] : [],
    ),
  );
