import { addDays, startOfDay, type Zone } from '@presales/kernel';
import { partyMerges } from './deals.ts';
import { grouped, type History, once, only, remembered, survivor } from './events.ts';
import { dayIn } from './money.ts';

/** The first instant of a day. */
const startIn: (zone: Zone) => (date: string) => string = remembered((zone) =>
  remembered((date) => startOfDay(date, zone)),
);

/** The last instant that something may have happened at: a day's last, where only the day is known (B35). */
export const latest = (at: string, zones: readonly (Zone | undefined)[]): string => {
  for (const zone of zones) {
    if (zone === undefined) continue;
    const date = dayIn(zone)(at);
    if (startIn(zone)(date) === at)
      return new Date(Date.parse(startIn(zone)(addDays(date, 1))) - 1).toISOString();
  }
  return at;
};

/** The day that was meant by an instant. */
export const dayMeant = (at: string, zones: readonly (Zone | undefined)[], own: Zone): string => {
  for (const zone of zones)
    if (zone !== undefined && startIn(zone)(dayIn(zone)(at)) === at) return dayIn(zone)(at);
  return dayIn(own)(at);
};

/** Who became a contact of which organisation, or ceased to be one, person by person. */
const linksOf = once((history) => {
  const merges = partyMerges(history);
  return grouped(
    only(history.happened, 'ContactLinked', 'ContactUnlinked').map(({ type, data, at }) => ({
      type,
      at,
      // A link is between two records, whoever these are merged into.
      link: `${data.partyId} ${data.organisationId}`,
      partyId: survivor(data.partyId, merges),
      organisationId: survivor(data.organisationId, merges),
    })),
    ({ partyId }) => partyId,
  );
});

/** The organisations that somebody is a contact of at an instant, the one linked first in front (B36). */
export const organisationsAt = (
  history: History,
  partyId: string,
  at: string,
): readonly string[] => {
  const standing = new Map<string, string>();
  for (const { type, link, organisationId, at: since } of linksOf(history).get(partyId) ?? []) {
    if (since > at || organisationId === partyId) continue;
    if (type === 'ContactUnlinked') standing.delete(link);
    else if (!standing.has(link)) standing.set(link, organisationId);
  }
  return [...new Set(standing.values())];
};

/** Who was ever a contact of which organisation. */
const everContacts = once((history) =>
  grouped([...linksOf(history).values()].flat(), ({ organisationId }) => organisationId),
);

/** Some parties and whoever was ever a contact of one of them. */
export const withContacts = (history: History, parties: readonly string[]): ReadonlySet<string> =>
  new Set(
    parties.flatMap((party) => [
      party,
      ...(everContacts(history).get(party) ?? []).map(({ partyId }) => partyId),
    ]),
  );

/** The customer of a deal made with a party: the organisation that it is a contact of. */
export const customerAt = (history: History, partyId: string, at: string): string =>
  organisationsAt(history, partyId, at)[0] ?? partyId;

/** The parties that bought before the history begins. */
const existingParties = once((history) => {
  const merges = partyMerges(history);
  return only(history.known, 'PartyRegistered').flatMap(({ data }) =>
    data.existingCustomer ? [survivor(data.partyId, merges)] : [],
  );
});

/** Whether a customer bought before the history begins, itself or by somebody who is its contact. */
export const isExisting = (history: History, customerId: string, at: string): boolean =>
  existingParties(history).some(
    (partyId) => partyId === customerId || customerAt(history, partyId, at) === customerId,
  );
