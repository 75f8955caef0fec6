import type { FactProjection, Instant, RowOf } from '@presales/kernel';
import { byTime, facts, factTableOf } from './fact.ts';
import { type MergeFact, type SurvivorOf, survivorsOf } from './merges.ts';

/** A table of who became a contact of which organisation, or ceased to be one. */
export const contactTable = factTableOf({
  party_id: 'text',
  organisation_id: 'text',
  /** 1 for somebody who works there from now on, 0 for somebody who no longer does. */
  linked: 'integer',
});

type ContactTable = ReturnType<typeof contactTable>;

/** Somebody became a contact of an organisation, or ceased to be one. */
export type ContactFact = RowOf<ContactTable>;

/** Who is a contact of which organisation. */
export const linkedContacts = (table: ContactTable): FactProjection =>
  facts(table, {
    ContactLinked: ({ data }) => ({
      party_id: data.partyId,
      organisation_id: data.organisationId,
      linked: 1,
    }),
    ContactUnlinked: ({ data }) => ({
      party_id: data.partyId,
      organisation_id: data.organisationId,
      linked: 0,
    }),
  });

/** Who the customer is: a contact is its organisation (B36). */
export interface Customers {
  /** Which party an id stands for: the survivor of its merges. */
  readonly partyOf: SurvivorOf;
  /** The organisations that a party was a contact of at an instant, the one linked first in front. */
  readonly organisationsOf: (partyId: string, at: Instant) => readonly string[];
  /** The party itself or, of a contact, the organisation that it was linked to first. */
  readonly customerOf: (partyId: string, at: Instant) => string;
  /** All that were ever contacts of an organisation. */
  readonly everContactsOf: (organisationId: string) => readonly string[];
}

/**
 * Who the customer is, by the links and merges that are known. A link holds from its date until the
 * contact is unlinked; a merge holds for all time, and brings the links of both (B15).
 */
export const customersOf = (
  contacts: readonly ContactFact[],
  partyMerges: readonly MergeFact[],
): Customers => {
  const partyOf = survivorsOf(partyMerges);
  const linksOf = new Map<string, Link[]>();
  const contactsOf = new Map<string, Set<string>>();
  for (const fact of [...contacts].sort(byTime)) {
    const { party_id, organisation_id, linked, occurred_at } = fact;
    const [partyId, organisationId] = [partyOf(party_id), partyOf(organisation_id)];
    if (partyId === organisationId) continue;
    const links = linksOf.get(partyId) ?? [];
    linksOf.set(partyId, links);
    // Of two that are one, the end of one link is not the end of the other.
    const standing = links.find(
      ({ fact, until }) =>
        fact.party_id === party_id &&
        fact.organisation_id === organisation_id &&
        until === undefined,
    );
    if (linked === 0) {
      if (standing !== undefined) standing.until = occurred_at;
    } else if (standing === undefined) {
      links.push({ fact, organisationId, from: occurred_at, until: undefined });
      const known = contactsOf.get(organisationId) ?? new Set();
      contactsOf.set(organisationId, known.add(partyId));
    }
  }
  const organisationsOf: Customers['organisationsOf'] = (partyId, at) => [
    ...new Set(
      (linksOf.get(partyId) ?? []).flatMap(({ organisationId, from, until }) =>
        from <= at && (until === undefined || at < until) ? [organisationId] : [],
      ),
    ),
  ];
  return {
    partyOf,
    organisationsOf,
    customerOf: (partyId, at) => organisationsOf(partyId, at)[0] ?? partyId,
    everContactsOf: (organisationId) => [...(contactsOf.get(organisationId) ?? [])],
  };
};

/** A contact's time at an organisation. */
interface Link {
  /** The fact that it began with, which names both as they were before any merge. */
  readonly fact: ContactFact;
  readonly organisationId: string;
  readonly from: Instant;
  /** Absent while it lasts. */
  until: Instant | undefined;
}
