import { type Answer, type Data, emit, notRegistered } from '../refusals.ts';
import type { Party } from '../state.ts';

/**
 * Forgets who a party is, also one that was merged, whose stream holds personal data too. What this
 * does to the log is said at `PersonalDataErased`.
 */
export const erasePersonalData = (
  { partyId, reason }: Data<'ErasePersonalData'>,
  state: Party,
): Answer => {
  if (state.status === 'absent') return notRegistered(state);
  return state.status === 'erased'
    ? emit()
    : emit({ type: 'PersonalDataErased', data: { partyId, reason } });
};
