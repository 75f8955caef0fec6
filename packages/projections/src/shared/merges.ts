import type { LeadEvent, OpportunityEvent, PartyEvent } from '@presales/domain';
import { type FactTable, facts, type Table } from '@presales/kernel';
import { type Fact, factColumns, factOf } from './fact.ts';

/** One of two turned out to be the other. */
export type MergeFact = Fact & { readonly merged_id: string; readonly survivor_id: string };

const mergeTable = (name: string): Table<MergeFact> => ({
  name,
  key: 'fact',
  columns: { ...factColumns, merged_id: 'text', survivor_id: 'text' },
});

/** The table of merged parties of a read model. */
export const partyMergeFacts = (name: string): FactTable =>
  facts<MergeFact, PartyEvent>(mergeTable(name), {
    PartyMergedInto: (event) => ({
      ...factOf(event),
      merged_id: event.data.partyId,
      survivor_id: event.data.survivorId,
    }),
  });

/** The table of merged deals of a read model. */
export const dealMergeFacts = (name: string): FactTable =>
  facts<MergeFact, OpportunityEvent>(mergeTable(name), {
    OpportunityMergedInto: (event) => ({
      ...factOf(event),
      merged_id: event.data.opportunityId,
      survivor_id: event.data.survivorId,
    }),
  });

/** The table of merged leads of a read model. */
export const leadMergeFacts = (name: string): FactTable =>
  facts<MergeFact, LeadEvent>(mergeTable(name), {
    LeadMergedInto: (event) => ({
      ...factOf(event),
      merged_id: event.data.leadId,
      survivor_id: event.data.survivorId,
    }),
  });

/** Who stands for an id: itself, or at the end of its merges the survivor. */
export type SurvivorOf = (id: string) => string;

/**
 * Who stands for whom. A merge that is known holds for all time: two that are one always were, so
 * they count once on any day, and twice only as known before the merge was (B15).
 */
export const survivorsOf = (merges: readonly MergeFact[]): SurvivorOf => {
  const into = new Map(merges.map(({ merged_id, survivor_id }) => [merged_id, survivor_id]));
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
