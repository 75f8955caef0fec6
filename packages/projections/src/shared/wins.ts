import type { OpportunityEvent, PartyEvent } from '@presales/domain';
import { type FactTable, facts, type Instant, type Table } from '@presales/kernel';
import { type DealAmounts, dealAmounts } from './deal-amounts.ts';
import { byTime, type Fact, factColumns, factOf } from './fact.ts';
import { dealMergeFacts, type MergeFact, partyMergeFacts, survivorsOf } from './merges.ts';

/** A deal was opened. */
export type OpenedFact = Fact & {
  readonly opportunity_id: string;
  readonly party_id: string | null;
};

/** A deal was won, or its win adjusted or undone. Amounts in minor units: the whole, each time. */
export type OutcomeFact = Fact & {
  readonly opportunity_id: string;
  /** `won`, `adjusted`, `reopened` or `reversed`. */
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

/** The tables of openings, of wins and what undid them, of parties, and of merges of a read model. */
export const winFacts = (names: {
  readonly opened: string;
  readonly outcome: string;
  readonly party: string;
  readonly partyMerge: string;
  readonly dealMerge: string;
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
      OpportunityWinAdjusted: (event) => ({
        ...factOf(event),
        opportunity_id: event.data.opportunityId,
        outcome: 'adjusted',
        party_id: null,
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
    partyMergeFacts(names.partyMerge),
    dealMergeFacts(names.dealMerge),
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
  /** As the win stands: after its last adjustment. */
  readonly amounts: DealAmounts;
  /** How it came to stand so, in order (B8); none for nearly every win. */
  readonly adjustments: readonly Adjustment[];
  /** What undid the win, a reversal or a reopening; absent while it stands. */
  readonly undone: Pick<Fact, 'occurred_at' | 'position'> | undefined;
}

/** A win adjusted by a part refund. */
export interface Adjustment extends Pick<Fact, 'occurred_at' | 'position'> {
  readonly before: DealAmounts;
  readonly after: DealAmounts;
}

/** What the wins of a read model are read from. */
export interface WinSources {
  readonly openings: readonly OpenedFact[];
  readonly outcomes: readonly OutcomeFact[];
  readonly partyMerges: readonly MergeFact[];
  readonly dealMerges: readonly MergeFact[];
}

/**
 * Every winning that the facts tell of, in business time. A duplicate that was merged into another
 * deal has none; a merged party's wins are the survivor's.
 */
export const winsOf = ({
  openings,
  outcomes,
  partyMerges,
  dealMerges,
}: WinSources): readonly Win[] => {
  const opened = new Map(openings.map((opening) => [opening.opportunity_id, opening]));
  const merged = new Set(dealMerges.map(({ merged_id }) => merged_id));
  const survivorOf = survivorsOf(partyMerges);
  const standing = new Map<string, Win>();
  const undoneWins: Win[] = [];
  for (const outcome of [...outcomes].sort(byTime)) {
    const { opportunity_id: opportunityId, occurred_at: at, position } = outcome;
    if (merged.has(opportunityId)) continue;
    const before = standing.get(opportunityId);
    if (outcome.outcome === 'won') {
      const opening = opened.get(opportunityId);
      const partyId = outcome.party_id ?? opening?.party_id ?? undefined;
      standing.set(opportunityId, {
        opportunityId,
        partyId: partyId === undefined ? undefined : survivorOf(partyId),
        openedAt: opening?.occurred_at ?? at,
        at,
        position,
        amounts: amountsOf(outcome),
        adjustments: [],
        undone: undefined,
      });
    } else if (before === undefined) continue;
    else if (outcome.outcome === 'adjusted') {
      const after = amountsOf(outcome);
      const adjustment = { occurred_at: at, position, before: before.amounts, after };
      standing.set(opportunityId, {
        ...before,
        amounts: after,
        adjustments: [...before.adjustments, adjustment],
      });
    } else {
      standing.delete(opportunityId);
      undoneWins.push({ ...before, undone: outcome });
    }
  }
  return [...undoneWins, ...standing.values()].sort((left, right) =>
    left.at < right.at ? -1 : left.at > right.at ? 1 : left.position - right.position,
  );
};

const amountsOf = ({ net, margin, net_of_unknown_cost, currency }: OutcomeFact): DealAmounts => ({
  net: net ?? 0,
  margin: margin ?? 0,
  net_of_unknown_cost: net_of_unknown_cost ?? 0,
  currency: currency ?? '',
});

/**
 * The parties that bought before this history begins: they are never new customers (S17), nor is
 * whoever one of them was merged into.
 */
export const existingCustomers = (
  parties: readonly PartyFact[],
  partyMerges: readonly MergeFact[],
): ReadonlySet<string> => {
  const survivorOf = survivorsOf(partyMerges);
  return new Set(
    parties.flatMap(({ party_id, existing_customer }) =>
      existing_customer === 1 ? [survivorOf(party_id)] : [],
    ),
  );
};
