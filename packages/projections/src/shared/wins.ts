import type { Instant } from '@presales/kernel';
import { type ContactFact, type Customers, customersOf } from './contacts.ts';
import { byTime, type Fact } from './fact.ts';
import { type MergeFact, mergedAway } from './merges.ts';
import type { MomentOf } from './moments.ts';
import type { AmountSource } from './rates.ts';
import { type Sale, saleIn, salesAfter } from './sales.ts';
import type { OpportunityFact, PartyFact, WinFact } from './win-facts.ts';

/**
 * One winning of a deal, or a later sale by it (B26). A deal that was reopened and won again has two
 * winnings.
 */
export interface Win extends Pick<Sale, 'position' | 'amounts' | 'creditAt' | 'changes'> {
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
  /** All sales of this winning of the deal, this one among them. */
  readonly sales: readonly Sale[];
  /** It is a further sale by a deal that was won before, and no further win. */
  readonly extends: boolean;
  /** The reversal or reopening that undid the win; undefined while it stands. */
  readonly undone: Pick<Fact, 'occurred_at' | 'position'> | undefined;
}

/** What a win's amounts come from. */
export const sourceOf = ({ opportunityId, position }: Win): AmountSource => ({
  of: 'opportunity',
  id: opportunityId,
  position,
});

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
  const merged = mergedAway(dealMerges);
  const { partyOf, customerOf } = customersOf(contacts, partyMerges);
  const standing = new Map<string, Standing>();
  const wins: Win[] = [];
  const close = (opportunityId: string, undone: Win['undone']): void => {
    const deal = standing.get(opportunityId);
    standing.delete(opportunityId);
    if (deal === undefined) return;
    const { sales, ...common } = deal;
    sales.forEach(({ occurred_at: at, position, amounts, creditAt, changes }, index) => {
      const { through } = momentOf(at, deal.zone);
      wins.push({
        opportunityId,
        ...common,
        customerId: deal.partyId === undefined ? undefined : customerOf(deal.partyId, through),
        at,
        through,
        sales,
        extends: index > 0,
        position,
        amounts,
        creditAt,
        changes,
        undone,
      });
    });
  };
  for (const outcome of [...outcomes].sort(byTime)) {
    const { opportunity_id: opportunityId, occurred_at: at } = outcome;
    if (merged.has(opportunityId)) continue;
    const before = standing.get(opportunityId);
    if (outcome.outcome === 'won') {
      const opening = opened.get(opportunityId);
      const said = outcome.party_id ?? opening?.party_id ?? undefined;
      standing.set(opportunityId, {
        partyId: said === undefined ? undefined : partyOf(said),
        openedAt: opening?.occurred_at ?? at,
        zone: opening?.zone ?? null,
        sales: [saleIn(outcome)],
      });
    } else if (before !== undefined) {
      const sales = salesAfter(before.sales, outcome);
      if (sales === undefined) close(opportunityId, outcome);
      else standing.set(opportunityId, { ...before, sales });
    }
  }
  for (const opportunityId of [...standing.keys()]) close(opportunityId, undefined);
  return wins.sort((left, right) =>
    left.at < right.at ? -1 : left.at > right.at ? 1 : left.position - right.position,
  );
};

/** A deal that is won, with what was sold by it so far. */
interface Standing extends Pick<Win, 'partyId' | 'openedAt' | 'zone'> {
  readonly sales: readonly Sale[];
}

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
