import type { Instant, Of } from '@presales/kernel';
import type { ConsentChoice } from '../../shared/consent.ts';
import type { PartyCommand } from '../commands.ts';
import { party } from '../party.ts';
import type { PartyRefusal } from '../refusals.ts';
import type { Party } from '../state.ts';

/** Two parties that are one, and what was looked up of both. */
export interface PartyMerge {
  readonly survivorId: string;
  readonly survivor: Party;
  readonly duplicateId: string;
  readonly duplicate: Party;
  /** By default the most restrictive permission of the two holds. */
  readonly consent?: ConsentChoice;
  readonly at: Instant;
}

/** The survivor absorbs before the duplicate ends, so that a merge cut short is asked for again. */
export type PartyMergeCommands = readonly [
  Of<PartyCommand, 'AbsorbParty'>,
  Of<PartyCommand, 'MergeParty'>,
];

/** What to ask for, in this order, or why not. */
export type PartyMergePlan =
  | { readonly outcome: 'planned'; readonly commands: PartyMergeCommands }
  | { readonly outcome: 'refused'; readonly refusal: PartyRefusal };

/**
 * The commands that merge a duplicate into its survivor, both tried against what the two parties
 * are: neither is planned when one would be refused.
 */
export const mergeParties = ({
  survivorId,
  survivor,
  duplicateId,
  duplicate,
  consent = 'most-restrictive',
  at,
}: PartyMerge): PartyMergePlan => {
  const merge = { type: 'MergeParty', data: { partyId: duplicateId, survivorId, at } } as const;
  const ending = party.decider.decide(merge, duplicate);
  if (ending.outcome === 'refused') return ending;
  const absorb: Of<PartyCommand, 'AbsorbParty'> = {
    type: 'AbsorbParty',
    data: { partyId: survivorId, mergedId: duplicateId, consent, ...broughtBy(duplicate), at },
  };
  const absorbing = party.decider.decide(absorb, survivor);
  if (absorbing.outcome === 'refused') return absorbing;
  return { outcome: 'planned', commands: [absorb, merge] };
};

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
