import type { Of } from '@presales/kernel';
import { same } from '../../shared/same.ts';
import type { PartyEvent } from '../events.ts';
import type { RegisteredParty } from '../state.ts';

/** What is known of a survivor once it has absorbed a duplicate. */
export const absorbing = (
  party: RegisteredParty,
  { mergedId, alsoMerged = [], ...after }: Of<PartyEvent, 'PartyAbsorbed'>['data'],
): RegisteredParty => {
  const { consents, existingCustomer } = after;
  const { absorbed, absorptions } = party;
  return {
    ...party,
    consents,
    existingCustomer,
    absorbed: [...absorbed, mergedId, ...alsoMerged],
    absorptions: new Map(absorptions).set(mergedId, {
      alsoMerged,
      before: { consents: party.consents, existingCustomer: party.existingCustomer },
      after: { consents, existingCustomer },
    }),
  };
};

/**
 * What is known of a survivor once a merge is taken back. What the merge changed goes back where it
 * still stands: where nothing else was said, and nobody else absorbed, since.
 */
export const releasing = (
  party: RegisteredParty,
  { mergedId }: Of<PartyEvent, 'PartyReleased'>['data'],
): RegisteredParty => {
  const absorption = party.absorptions.get(mergedId);
  if (absorption === undefined) return party;
  const { alsoMerged, before, after } = absorption;
  const last = [...party.absorptions.keys()].at(-1) === mergedId;
  const absorptions = new Map(party.absorptions);
  absorptions.delete(mergedId);
  return {
    ...party,
    consents: last && same(party.consents, after.consents) ? before.consents : party.consents,
    existingCustomer: last ? before.existingCustomer : party.existingCustomer,
    absorbed: party.absorbed.filter((id) => id !== mergedId && !alsoMerged.includes(id)),
    absorptions,
  };
};
