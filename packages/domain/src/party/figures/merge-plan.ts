import type { Of } from '@presales/kernel';
import {
  type MergePlan,
  type Merging,
  planMerge,
  type Unmerging,
} from '../../shared/merge-plan.ts';
import type { PartyCommand } from '../commands.ts';
import { party } from '../party.ts';
import type { PartyRefusal } from '../refusals.ts';
import type { Party } from '../state.ts';
import type { MergedParty } from '../vocabulary.ts';

/** Two parties that are one, and what was looked up of both. */
export type PartyMerge = Merging<Party>;

/** The survivor absorbs before the duplicate ends, so that a merge cut short can be asked for again. */
export type PartyMergeCommands = readonly [
  Of<PartyCommand, 'AbsorbParty'>,
  Of<PartyCommand, 'MergeParty'>,
];

/** The commands of a merge, to be given in this order, or why there are none. */
export type PartyMergePlan = MergePlan<PartyMergeCommands, PartyRefusal>;

/**
 * The commands that merge a duplicate into its survivor, both tried against what the two parties
 * are: neither is planned when one would be refused.
 */
export const mergeParties = (merge: PartyMerge): PartyMergePlan => {
  const { survivorId, duplicateId, duplicate, consent = 'most-restrictive', at } = merge;
  const commands: PartyMergeCommands = [
    {
      type: 'AbsorbParty',
      data: {
        partyId: survivorId,
        mergedId: duplicateId,
        consent,
        ...broughtBy(duplicate),
        at,
      },
    },
    { type: 'MergeParty', data: { partyId: duplicateId, survivorId, at } },
  ];
  return planMerge(party.decider.decide, merge, commands);
};

/** A merge that was a mistake, and what was looked up of both parties. */
export type PartyUnmerge = Unmerging<Party>;

/** The survivor lets go before the duplicate stands again, so that it can be asked for once more. */
export type PartyUnmergeCommands = readonly [
  Of<PartyCommand, 'ReleaseParty'>,
  Of<PartyCommand, 'UnmergeParty'>,
];

/** The commands that take a merge back, to be given in this order, or why there are none. */
export type PartyUnmergePlan = MergePlan<PartyUnmergeCommands, PartyRefusal>;

/**
 * The commands that take a merge back, both tried against what the two parties are. Whatever refers to
 * the duplicate never left its id, so it is its own again in every report.
 */
export const unmergeParties = (unmerge: PartyUnmerge): PartyUnmergePlan => {
  const { survivorId, duplicateId, reason, at } = unmerge;
  const commands: PartyUnmergeCommands = [
    { type: 'ReleaseParty', data: { partyId: survivorId, mergedId: duplicateId, reason, at } },
    { type: 'UnmergeParty', data: { partyId: duplicateId, reason, at } },
  ];
  return planMerge(party.decider.decide, unmerge, commands);
};

/** What is looked up of a party before another one absorbs it. */
export const mergedParty = (duplicate: Party): MergedParty => ({
  status: duplicate.status,
  ...('survivorId' in duplicate && duplicate.survivorId !== undefined
    ? { survivorId: duplicate.survivorId }
    : {}),
  absorbed: duplicate.status === 'registered' ? duplicate.absorbed : [],
});

/** What the survivor takes over. */
const broughtBy = (duplicate: Party) => {
  if (duplicate.status !== 'registered') return {};
  const { absorbed, consents, existingCustomer } = duplicate;
  return {
    ...(absorbed.length === 0 ? {} : { alsoMerged: absorbed }),
    consents,
    existingCustomer,
  };
};
