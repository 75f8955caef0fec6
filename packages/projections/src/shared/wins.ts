import type { Instant } from '@presales/kernel';
import { amountsIn, type DealAmounts } from './deal-amounts.ts';
import { byTime, type Fact } from './fact.ts';
import { type MergeFact, survivorsOf } from './merges.ts';
import type { OpportunityFact, PartyFact, WinFact } from './win-facts.ts';

/** One winning of a deal. A deal that was reopened and won again has two. */
export interface Win {
  readonly opportunityId: string;
  /** Undefined when nobody ever said who the customer is. */
  readonly partyId: string | undefined;
  readonly openedAt: Instant;
  readonly at: Instant;
  /** The position of the win in the log: its credit is filed under it. */
  readonly position: number;
  /** What the win is worth after its last adjustment. */
  readonly amounts: DealAmounts;
  /** How its value changed, in order (B8). Nearly every win has no adjustment. */
  readonly adjustments: readonly Adjustment[];
  /** The reversal or reopening that undid the win; undefined while it stands. */
  readonly undone: Pick<Fact, 'occurred_at' | 'position'> | undefined;
}

/** A win adjusted by a part refund. */
export interface Adjustment extends Pick<Fact, 'occurred_at' | 'position'> {
  readonly before: DealAmounts;
  readonly after: DealAmounts;
}

/** What the wins of a read model are read from. */
export interface WinSources {
  readonly openings: readonly OpportunityFact[];
  readonly outcomes: readonly WinFact[];
  readonly partyMerges: readonly MergeFact[];
  readonly dealMerges: readonly MergeFact[];
}

/**
 * Every winning of a deal that the facts tell of, in business time. A duplicate that was merged into
 * another deal has none; the wins of a merged party are those of the survivor.
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
        amounts: amountsIn(outcome),
        adjustments: [],
        undone: undefined,
      });
    } else if (before === undefined) continue;
    else if (outcome.outcome === 'adjusted') {
      const after = amountsIn(outcome);
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
