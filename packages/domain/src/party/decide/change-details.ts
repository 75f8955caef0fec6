import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, notRegistered, refuse } from '../refusals.ts';
import type { Party } from '../state.ts';

/** Changes what a party is called and reached by. */
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
