import type { ConsentBasis } from '../../shared/consent.ts';
import { consentFor, isSaid } from '../figures/consents.ts';
import { type Answer, type Data, emit, notRegistered, refuse } from '../refusals.ts';
import type { Party } from '../state.ts';
import type { Consent } from '../vocabulary.ts';

/** The grounds that are a person's own yes. */
const ownWord: readonly ConsentBasis[] = ['opt-in', 'double-opt-in'];

/**
 * Records what the party allows. What it has taken back, only its own word gives again: no interest
 * of ours and no purchase of theirs does (B40).
 */
export const giveConsent = ({ at: _, ...given }: Data<'GiveConsent'>, state: Party): Answer => {
  if (state.status !== 'registered') return notRegistered(state);
  const { partyId: _partyId, evidence: _evidence, ...said } = given;
  if (isSaid(state.consents, { status: 'given', ...said })) return emit();
  const taken = takenBack(state.consents, said);
  if (taken === undefined || ownWord.includes(said.basis))
    return emit({ type: 'ConsentGiven', data: given });
  const { purpose, channel } = taken;
  return refuse({
    code: 'party/consent-withdrawn',
    purpose,
    ...(channel === undefined ? {} : { channel }),
  });
};

/** What was taken back and would be given again. */
const takenBack = (
  consents: readonly Consent[],
  { purpose, channel }: Pick<Consent, 'purpose' | 'channel'>,
): Consent | undefined =>
  (channel === undefined
    ? consents.filter((consent) => consent.purpose === purpose)
    : [consentFor(consents, purpose, channel)]
  ).find((consent) => consent?.status === 'withdrawn');
