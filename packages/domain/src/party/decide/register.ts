import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, notRegistered, refuse } from '../refusals.ts';
import type { Party } from '../state.ts';

/** Takes a party in. Registering it again with the same details changes nothing. */
export const register = (
  { partyId, details, existingCustomer = false }: Data<'RegisterParty'>,
  state: Party,
): Answer => {
  if (state.status === 'absent')
    return emit({ type: 'PartyRegistered', data: { partyId, details, existingCustomer } });
  if (state.status !== 'registered') return notRegistered(state);
  return same(state.details, details) && state.existingCustomer === existingCustomer
    ? emit()
    : refuse({ code: 'party/already-registered' });
};
