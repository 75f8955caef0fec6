import { same } from '../../shared/same.ts';
import { type Consent, withConsent } from '../figures/consents.ts';
import type { Party } from '../party.ts';
import { type Answer, type Data, emit, notRegistered } from '../refusals.ts';

export const giveConsent = ({ at: _, ...given }: Data<'GiveConsent'>, state: Party): Answer => {
  if (state.status !== 'registered') return notRegistered(state);
  const { partyId: _partyId, evidence: _evidence, ...said } = given;
  return isSaid(state.consents, { status: 'given', ...said })
    ? emit()
    : emit({ type: 'ConsentGiven', data: given });
};

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

/** Whether a word was said already and would replace none that differs from it. */
const isSaid = (consents: readonly Consent[], said: Consent): boolean =>
  consents.some((consent) => same(consent, said)) &&
  withConsent(consents, said).length === consents.length;
