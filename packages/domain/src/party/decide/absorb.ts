import { mergedConsents } from '../figures/consents.ts';
import { type Answer, type Data, emit, notRegistered, refuse } from '../refusals.ts';
import type { Party } from '../state.ts';

/** Takes in a duplicate. The survivor keeps its own details. */
export const absorb = (
  { partyId, mergedId, alsoMerged = [], ...from }: Data<'AbsorbParty'>,
  state: Party,
): Answer => {
  if (state.status !== 'registered') return notRegistered(state);
  if (state.absorbed.includes(mergedId)) return emit();
  if (mergedId === partyId || alsoMerged.includes(partyId))
    return refuse({ code: 'party/merge-cycle', survivorId: partyId });
  const { consent = 'most-restrictive', consents = [], existingCustomer = false } = from;
  return emit({
    type: 'PartyAbsorbed',
    data: {
      partyId,
      mergedId,
      ...(alsoMerged.length === 0 ? {} : { alsoMerged }),
      consent,
      consents: mergedConsents(consent, state.consents, consents),
      existingCustomer: state.existingCustomer || existingCustomer,
    },
  });
};
