import { mergedConsents } from '../figures/consents.ts';
import { type Answer, type Data, emit, notRegistered, refuse } from '../refusals.ts';
import type { Party } from '../state.ts';
import type { MergedParty } from '../vocabulary.ts';

/** Takes in a duplicate. The survivor keeps its own details. */
export const absorb = (
  { partyId, mergedId, alsoMerged = [], merged, ...from }: Data<'AbsorbParty'>,
  state: Party,
): Answer => {
  if (state.status !== 'registered') return notRegistered(state);
  if (state.absorbed.includes(mergedId)) return emit();
  const brings = [...alsoMerged, ...(merged?.absorbed ?? [])];
  if (mergedId === partyId || brings.includes(partyId))
    return refuse({ code: 'party/merge-cycle', survivorId: partyId });
  if (merged !== undefined && !canEndIn(partyId, merged))
    return refuse({ code: 'party/not-to-be-merged', mergedId, status: merged.status });
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

/** Whether the other party can end as a duplicate of this one, or has already. */
const canEndIn = (partyId: string, { status, survivorId }: MergedParty): boolean =>
  status === 'merged' ? survivorId === partyId : status === 'registered';
