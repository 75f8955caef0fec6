import type { Instant } from '@presales/kernel';
import { type ContactFact, type Customers, customersOf } from './contacts.ts';
import { amountsIn, type DealAmounts } from './deal-amounts.ts';
import { byTime, type Fact } from './fact.ts';
import type { MergeFact } from './merges.ts';
import type { MomentOf } from './moments.ts';
import type { OpportunityFact, PartyFact, WinFact } from './win-facts.ts';

/** One winning of a deal. A deal that was reopened and won again has two. */
export interface Win {
  readonly opportunityId: string;
  /** Whom the deal is made with; undefined when nobody ever said. */
  readonly partyId: string | undefined;
  /** Who the customer is: that party or, where it was a contact at the win, its organisation (B36). */
  readonly customerId: string | undefined;
  readonly openedAt: Instant;
  /** The zone that the deal's days are counted in, where it has one. */
  readonly zone: string | null;
  readonly at: Instant;
  /** The last instant that it may have been won at: later than `at` where only the day is known. */
  readonly through: Instant;
  /** The position of the win in the log. */
  readonly position: number;
  /** What the win is worth after its last adjustment. */
  readonly amounts: DealAmounts;
  /** The position that its credit is filed under: its own, or that of the last correction (B23). */
  readonly creditAt: number;
  /** How its value (B8) or credit changed, in order. Nearly every win has no change. */
  readonly changes: readonly WinChange[];
  /** The reversal or reopening that undid the win; undefined while it stands. */
  readonly undone: Pick<Fact, 'occurred_at' | 'position'> | undefined;
}

/** What of a win can change: its value by a part refund, its credit by a correction. */
export type WinTerms = Pick<Win, 'amounts' | 'creditAt'>;

/** A change of a win. */
export interface WinChange extends Pick<Fact, 'occurred_at' | 'position'> {
  readonly before: WinTerms;
  readonly after: WinTerms;
}

/** What the wins of a read model are read from. */
export interface WinSources {
  readonly openings: readonly OpportunityFact[];
  readonly outcomes: readonly WinFact[];
  readonly contacts: readonly ContactFact[];
  readonly partyMerges: readonly MergeFact[];
  readonly dealMerges: readonly MergeFact[];
}

/**
 * Every winning of a deal that the facts tell of, in business time. A duplicate that was merged into
 * another deal has none; the wins of a merged party are those of the survivor.
 */
export const winsOf = (
  { openings, outcomes, contacts, partyMerges, dealMerges }: WinSources,
  momentOf: MomentOf,
): readonly Win[] => {
  const opened = new Map(openings.map((opening) => [opening.opportunity_id, opening]));
  const merged = new Set(dealMerges.map(({ merged_id }) => merged_id));
  const { partyOf, customerOf } = customersOf(contacts, partyMerges);
  const standing = new Map<string, Win>();
  const undoneWins: Win[] = [];
  for (const outcome of [...outcomes].sort(byTime)) {
    const { opportunity_id: opportunityId, occurred_at: at, position } = outcome;
    if (merged.has(opportunityId)) continue;
    const before = standing.get(opportunityId);
    if (outcome.outcome === 'won') {
      const opening = opened.get(opportunityId);
      const said = outcome.party_id ?? opening?.party_id ?? undefined;
      const partyId = said === undefined ? undefined : partyOf(said);
      const { through } = momentOf(at, opening?.zone);
      standing.set(opportunityId, {
        opportunityId,
        partyId,
        customerId: partyId === undefined ? undefined : customerOf(partyId, through),
        openedAt: opening?.occurred_at ?? at,
        zone: opening?.zone ?? null,
        at,
        through,
        position,
        amounts: amountsIn(outcome),
        creditAt: position,
        changes: [],
        undone: undefined,
      });
    } else if (before === undefined) continue;
    else if (outcome.outcome === 'adjusted' || outcome.outcome === 'corrected')
      standing.set(opportunityId, changed(before, outcome));
    else {
      standing.delete(opportunityId);
      undoneWins.push({ ...before, undone: outcome });
    }
  }
  return [...undoneWins, ...standing.values()].sort((left, right) =>
    left.at < right.at ? -1 : left.at > right.at ? 1 : left.position - right.position,
  );
};

/**
 * Whether a win's customer bought before this history begins: it is never a new customer (S17), nor is
 * whoever it was merged into, nor the organisation that it is a contact of at the win.
 */
export const existingCustomers = (
  parties: readonly PartyFact[],
  { partyOf, customerOf, everContactsOf }: Customers,
): ((win: Pick<Win, 'customerId' | 'through'>) => boolean) => {
  const existing = new Set(
    parties.flatMap(({ party_id, existing_customer }) =>
      existing_customer === 1 ? [partyOf(party_id)] : [],
    ),
  );
  return ({ customerId, through }) =>
    customerId !== undefined &&
    (existing.has(customerId) ||
      everContactsOf(customerId).some(
        (partyId) => existing.has(partyId) && customerOf(partyId, through) === customerId,
      ));
};

/** A win after its value was adjusted, or its credit corrected. */
const changed = (win: Win, { outcome, occurred_at, position, ...columns }: WinFact): Win => {
  const before: WinTerms = { amounts: win.amounts, creditAt: win.creditAt };
  const after: WinTerms =
    outcome === 'adjusted'
      ? { ...before, amounts: amountsIn(columns) }
      : { ...before, creditAt: position };
  return { ...win, ...after, changes: [...win.changes, { occurred_at, position, before, after }] };
};
