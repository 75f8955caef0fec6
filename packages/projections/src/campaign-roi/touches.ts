import type { Customers } from '../shared/contacts.ts';
import { byTime } from '../shared/fact.ts';
import { type MergeFact, survivorsOf } from '../shared/merges.ts';
import type { Moment, MomentOf } from '../shared/moments.ts';
import type { Win } from '../shared/wins.ts';
import type { AttributionModel, Touch } from './attribution/index.ts';
import type { LeadCustomerFact, LeadFact, TouchFact } from './tables.ts';

/** A touch, and whom it touched, which are the survivors of their merges. */
export interface KnownTouch extends Pick<TouchFact, 'campaign_id' | 'occurred_at' | 'kind'> {
  readonly moment: Moment;
  /** The party; of a lead, the party that it is, and the customer that it turned out to be. */
  readonly parties: readonly string[];
  readonly leadId: string | undefined;
}

/** What touches are read from. */
export interface TouchSources {
  readonly touches: readonly TouchFact[];
  readonly leads: readonly LeadFact[];
  readonly leadCustomers: readonly LeadCustomerFact[];
  readonly leadMerges: readonly MergeFact[];
  readonly customers: Customers;
}

/** All touches in business time; a merged party or lead was touched as its survivor. */
export const knownTouches = (
  { touches, leads, leadCustomers, leadMerges, customers: { partyOf } }: TouchSources,
  momentOf: MomentOf,
): readonly KnownTouch[] => {
  const leadOf = survivorsOf(leadMerges);
  const partiesOfLead = new Map<string, Set<string>>();
  const isOf = (leadId: string, partyId: string): void => {
    // What a merged lead was, its survivor is too.
    for (const id of new Set([leadId, leadOf(leadId)])) {
      const known = partiesOfLead.get(id) ?? new Set();
      partiesOfLead.set(id, known.add(partyOf(partyId)));
    }
  };
  for (const { lead_id, party_id } of leads) isOf(lead_id, party_id);
  for (const { lead_id, customer_id } of leadCustomers) isOf(lead_id, customer_id);
  return [...touches].sort(byTime).map(({ campaign_id, occurred_at, kind, party_id, lead_id }) => {
    const leadId = lead_id === null ? undefined : leadOf(lead_id);
    const parties = new Set(leadId === undefined ? [] : partiesOfLead.get(leadId));
    if (party_id !== null) parties.add(partyOf(party_id));
    return {
      campaign_id,
      occurred_at,
      kind,
      moment: momentOf(occurred_at),
      parties: [...parties],
      leadId,
    };
  });
};

/** A deal, as touches are looked up for it. */
export interface Deal extends Pick<Win, 'partyId' | 'at' | 'through'> {
  readonly opened: Moment;
}

/** The touches of a deal's customer, in business time. */
export type TouchesOf = (deal: Pick<Deal, 'partyId' | 'through'>) => readonly KnownTouch[];

/**
 * The touches of every customer: those of the deal's own party, of the organisation that it is a
 * contact of, and of all the contacts of that organisation. A touch is the organisation's that the
 * party was a contact of at the time; where it was nobody's contact yet, that of the organisation
 * which it was a contact of when the deal was won (B36).
 */
export const touchesByCustomer = (
  touches: readonly KnownTouch[],
  { organisationsOf, everContactsOf }: Customers,
): TouchesOf => {
  const touching = new Places();
  const ofNobodysContact = new Places();
  touches.forEach(({ parties, moment }, place) => {
    for (const partyId of parties) {
      touching.put(partyId, place);
      const organisations = organisationsOf(partyId, moment.through);
      for (const organisationId of organisations) touching.put(organisationId, place);
      if (organisations.length === 0) ofNobodysContact.put(partyId, place);
    }
  });
  return ({ partyId, through }) => {
    if (partyId === undefined) return [];
    const places = new Set<number>();
    const take = (found: readonly number[]): void => {
      for (const place of found) places.add(place);
    };
    for (const id of [partyId, ...organisationsOf(partyId, through)]) {
      take(touching.of(id));
      for (const contactId of everContactsOf(id))
        if (organisationsOf(contactId, through).includes(id)) take(ofNobodysContact.of(contactId));
    }
    return [...places].sort((left, right) => left - right).flatMap((place) => touches[place] ?? []);
  };
};

/** Places in the list of all touches, by whom they touched. */
class Places {
  private readonly places = new Map<string, number[]>();

  put(partyId: string, place: number): void {
    const known = this.places.get(partyId);
    if (known === undefined) this.places.set(partyId, [place]);
    else known.push(place);
  }

  of(partyId: string): readonly number[] {
    return this.places.get(partyId) ?? [];
  }
}

/**
 * The touches that a deal may be credited to: at most `lookBackDays` calendar days older than its
 * opening, and not later than the opening, or than the win for a model that looks so far. Of an
 * opening or a win that is known only by its day, the whole day counts (B35).
 */
export const touchesInTime = (
  { opened, at, through }: Deal,
  touches: readonly KnownTouch[],
  lookBackDays: number,
  seen: AttributionModel['through'],
): readonly KnownTouch[] => {
  // A win that was entered for a day before the opening cuts nothing off.
  const won = at < opened.at ? opened.through : through;
  const last = seen === 'win' || won < opened.through ? won : opened.through;
  return touches.filter(
    ({ occurred_at, moment }) => occurred_at <= last && opened.day - moment.day <= lookBackDays,
  );
};

/** A touch as an attribution model sees it. */
export const seenByModel = (
  { opened }: Pick<Deal, 'opened'>,
  { campaign_id, occurred_at, kind, moment }: KnownTouch,
): Touch => ({
  campaignId: campaign_id,
  daysBefore: Math.max(0, opened.day - moment.day),
  exactDaysBefore: Math.max(0, Date.parse(opened.at) - Date.parse(occurred_at)) / 86_400_000,
  becameLead: kind === 'capture',
  afterOpening: occurred_at > opened.through,
});
