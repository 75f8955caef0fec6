import { type Answer, type Data, emit, notRegistered } from '../refusals.ts';
import type { Party } from '../state.ts';

/** Takes a merge back that was a mistake. A party that is not merged stays as it is. */
export const unmerge = ({ partyId, reason }: Data<'UnmergeParty'>, state: Party): Answer => {
  if (state.status === 'merged')
    return emit({ type: 'PartyUnmerged', data: { partyId, survivorId: state.survivorId, reason } });
  return state.status === 'registered' ? emit() : notRegistered(state);
};
