import { type Answer, type Data, emit, notRegistered, refuse } from '../refusals.ts';
import type { Party } from '../state.ts';

/** Ends a duplicate: its touches, activities and credits count for the survivor (B15). */
export const merge = (
  { partyId, survivorId, absorbed }: Data<'MergeParty'>,
  state: Party,
): Answer => {
  if (state.status === 'merged' && state.survivorId === survivorId) return emit();
  if (state.status !== 'registered') return notRegistered(state);
  if (survivorId === partyId || state.absorbed.includes(survivorId))
    return refuse({ code: 'party/merge-cycle', survivorId });
  if (absorbed === false) return refuse({ code: 'party/not-absorbed', survivorId });
  return emit({ type: 'PartyMergedInto', data: { partyId, survivorId } });
};
