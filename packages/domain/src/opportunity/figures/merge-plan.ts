import type { Of } from '@presales/kernel';
import {
  type MergePlan,
  type Merging,
  planMerge,
  type Unmerging,
} from '../../shared/merge-plan.ts';
import type { OpportunityCommand } from '../commands.ts';
import { opportunity } from '../opportunity.ts';
import type { OpportunityRefusal } from '../refusals.ts';
import type { Opportunity } from '../state.ts';
import type { MergedOpportunity } from '../vocabulary.ts';

/** Two deals that are one, and what was looked up of both. */
export type OpportunityMerge = Omit<Merging<Opportunity>, 'consent'>;

/** The survivor absorbs before the duplicate ends, so that a merge cut short can be asked for again. */
export type OpportunityMergeCommands = readonly [
  Of<OpportunityCommand, 'AbsorbOpportunity'>,
  Of<OpportunityCommand, 'MergeOpportunity'>,
];

/** The commands of a merge, to be given in this order, or why there are none. */
export type OpportunityMergePlan = MergePlan<OpportunityMergeCommands, OpportunityRefusal>;

/**
 * The commands that merge a duplicate into its survivor, both tried against what the two deals are:
 * neither is planned when one would be refused. Quotations, activities and presales work stay with
 * the duplicate's id; the survivor names it, so that a reader finds them all.
 */
export const mergeOpportunities = (merge: OpportunityMerge): OpportunityMergePlan => {
  const { survivorId, duplicateId, at } = merge;
  const commands: OpportunityMergeCommands = [
    {
      type: 'AbsorbOpportunity',
      data: { opportunityId: survivorId, mergedId: duplicateId, at },
    },
    { type: 'MergeOpportunity', data: { opportunityId: duplicateId, survivorId, at } },
  ];
  return planMerge(opportunity.decider.decide, merge, commands);
};

/** A merge that was a mistake, and what was looked up of both deals. */
export type OpportunityUnmerge = Unmerging<Opportunity>;

/** The survivor lets go before the duplicate stands again, so that it can be asked for once more. */
export type OpportunityUnmergeCommands = readonly [
  Of<OpportunityCommand, 'ReleaseOpportunity'>,
  Of<OpportunityCommand, 'UnmergeOpportunity'>,
];

/** The commands that take a merge back, to be given in this order, or why there are none. */
export type OpportunityUnmergePlan = MergePlan<OpportunityUnmergeCommands, OpportunityRefusal>;

/**
 * The commands that take a merge back, both tried against what the two deals are. Whatever refers to
 * the duplicate never left its id, so it is its own again in every report.
 */
export const unmergeOpportunities = (unmerge: OpportunityUnmerge): OpportunityUnmergePlan => {
  const { survivorId, duplicateId, reason, at } = unmerge;
  const commands: OpportunityUnmergeCommands = [
    {
      type: 'ReleaseOpportunity',
      data: { opportunityId: survivorId, mergedId: duplicateId, reason, at },
    },
    { type: 'UnmergeOpportunity', data: { opportunityId: duplicateId, reason, at } },
  ];
  return planMerge(opportunity.decider.decide, unmerge, commands);
};

/** What is looked up of a deal before another one absorbs it. */
export const mergedOpportunity = (duplicate: Opportunity): MergedOpportunity => ({
  status: duplicate.status,
  ...(duplicate.status === 'merged' ? { survivorId: duplicate.survivorId } : {}),
  absorbed: duplicate.status === 'absent' ? [] : duplicate.record.absorbed,
});
