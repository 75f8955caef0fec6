import { isSaid } from '../figures/consents.ts';
import { type Answer, type Data, emit, notRegistered } from '../refusals.ts';
import type { Party } from '../state.ts';

/** Records what the party no longer allows. */
export const withdrawConsent = (
  { at: _, ...withdrawn }: Data<'WithdrawConsent'>,
  state: Party,
): Answer => {
  if (state.status !== 'registered') return notRegistered(state);
  const { partyId: _partyId, ...said } = withdrawn;
  return isSaid(state.consents, { status: 'withdrawn', ...said })
    ? emit()
    : emit({ type: 'ConsentWithdrawn', data: withdrawn });
};
