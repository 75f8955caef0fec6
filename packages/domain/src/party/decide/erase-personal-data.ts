import { type Answer, type Data, emit, notRegistered } from '../refusals.ts';
import type { Party } from '../state.ts';

/**
 * Forgets who a party is; a merged one's stream held personal data too. What this does to the log is
 * said at `PersonalDataErased`.
 */
export const erase = ({ partyId, reason }: Data<'ErasePersonalData'>, state: Party): Answer => {
  if (state.status === 'absent') return notRegistered(state);
  return state.status === 'erased'
    ? emit()
    : emit({ type: 'PersonalDataErased', data: { partyId, reason } });
};
