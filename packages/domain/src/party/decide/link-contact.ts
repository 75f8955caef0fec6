import { type Answer, type Data, emit, notRegistered, refuse } from '../refusals.ts';
import type { Party } from '../state.ts';

/** How many organisations one person may work for: a stream stays short. */
export const organisationLimit = 100;

/** Makes a person a contact of an organisation, or changes the role in which they are one. */
export const linkContact = ({ at: _, ...link }: Data<'LinkContact'>, state: Party): Answer => {
  if (state.status !== 'registered') return notRegistered(state);
  const { details, organisations } = state;
  const { partyId, organisationId, role } = link;
  if (details.kind !== 'person') return refuse({ code: 'party/not-a-person' });
  if (organisationId === partyId) return refuse({ code: 'party/own-organisation' });
  if (organisations.has(organisationId)) {
    if (organisations.get(organisationId) === role) return emit();
  } else if (organisations.size === organisationLimit)
    return refuse({ code: 'party/too-many-organisations', limit: organisationLimit });
  return emit({ type: 'ContactLinked', data: link });
};
