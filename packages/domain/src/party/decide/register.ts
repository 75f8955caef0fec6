import { same } from '../../shared/same.ts';
import type { Party } from '../party.ts';
import { type Answer, type Data, emit, notRegistered, refuse } from '../refusals.ts';

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

export const changeDetails = (
  { partyId, details }: Data<'ChangePartyDetails'>,
  state: Party,
): Answer => {
  if (state.status !== 'registered') return notRegistered(state);
  if (same(state.details, details)) return emit();
  const [organisationId] = state.organisations.keys();
  if (details.kind === 'organisation' && organisationId !== undefined)
    return refuse({ code: 'party/works-for', organisationId });
  return emit({ type: 'PartyDetailsChanged', data: { partyId, details } });
};
