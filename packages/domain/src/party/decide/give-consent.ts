import { isSaid } from '../figures/consents.ts';
import { type Answer, type Data, emit, notRegistered } from '../refusals.ts';
import type { Party } from '../state.ts';

/** Records what the party allows. */
export const giveConsent = ({ at: _, ...given }: Data<'GiveConsent'>, state: Party): Answer => {
  if (state.status !== 'registered') return notRegistered(state);
  const { partyId: _partyId, evidence: _evidence, ...said } = given;
  return isSaid(state.consents, { status: 'given', ...said })
    ? emit()
    : emit({ type: 'ConsentGiven', data: given });
};
