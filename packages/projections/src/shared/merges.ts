import type { FactProjection, RowOf } from '@presales/kernel';
import { facts, factTableOf } from './fact.ts';

/**
 * A table of merges: one of two turned out to be the other. Where a merge was a mistake, the one is itself
 * again.
 */
export const mergeTable = factTableOf({ merged_id: 'text', survivor_id: 'text' });

type MergeTable = ReturnType<typeof mergeTable>;

/** One of two turned out to be the other. */
export type MergeFact = RowOf<MergeTable>;

/** Which parties were merged. */
export const mergedParties = (table: MergeTable): FactProjection =>
  facts(table, {
    PartyMergedInto: ({ data }) => ({ merged_id: data.partyId, survivor_id: data.survivorId }),
    PartyUnmerged: ({ data }) => ({ merged_id: data.partyId, survivor_id: data.partyId }),
  });

/** Which deals were merged. */
export const mergedDeals = (table: MergeTable): FactProjection =>
  facts(table, {
    OpportunityMergedInto: ({ data }) => ({
      merged_id: data.opportunityId,
      survivor_id: data.survivorId,
    }),
    OpportunityUnmerged: ({ data }) => ({
      merged_id: data.opportunityId,
      survivor_id: data.opportunityId,
    }),
  });

/** Which leads were merged. */
export const mergedLeads = (table: MergeTable): FactProjection =>
  facts(table, {
    LeadMergedInto: ({ data }) => ({ merged_id: data.leadId, survivor_id: data.survivorId }),
    LeadUnmerged: ({ data }) => ({ merged_id: data.leadId, survivor_id: data.leadId }),
  });

/** Which id stands for another one: the survivor at the end of its merges, or itself. */
export type SurvivorOf = (id: string) => string;

type Merge = Pick<MergeFact, 'merged_id' | 'survivor_id' | 'position'>;

/**
 * Which id stands for which. A merge that is known holds for all time, because two that are one
 * always were: they count once on any day. Only a question about what was known before the merge
 * counts them twice (B15). Of several words about one id the last recorded holds: a merge that was taken
 * back holds for no time that is asked about since.
 */
export const survivorsOf = (merges: readonly Merge[]): SurvivorOf => {
  const into = new Map(
    [...merges]
      .sort((left, right) => left.position - right.position)
      .map(({ merged_id, survivor_id }) => [merged_id, survivor_id]),
  );
  return (id) => {
    const seen = new Set<string>();
    let current = id;
    for (
      let next = into.get(current);
      next !== undefined && !seen.has(next);
      next = into.get(current)
    ) {
      seen.add(current);
      current = next;
    }
    return current;
  };
};

/** Which ids another one stands for: a merge that was taken back is none. */
export const mergedAway = (merges: readonly Merge[]): ReadonlySet<string> => {
  const survivorOf = survivorsOf(merges);
  return new Set(merges.map(({ merged_id }) => merged_id).filter((id) => survivorOf(id) !== id));
};
