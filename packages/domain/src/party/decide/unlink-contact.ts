import { type Answer, type Data, emit, notRegistered, refuse } from '../refusals.ts';
import type { Party } from '../state.ts';

/** Records that a person no longer works for an organisation. */
export const unlinkContact = (
  { partyId, organisationId }: Data<'UnlinkContact'>,
  state: Party,
): Answer => {
  if (state.status !== 'registered') return notRegistered(state);
  return state.organisations.has(organisationId)
    ? emit({ type: 'ContactUnlinked', data: { partyId, organisationId } })
    : refuse({ code: 'party/not-linked', organisationId });
};
