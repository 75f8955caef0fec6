import { Id, LocalDate, message, Text } from '@presales/kernel';
import { z } from 'zod';
import { ConsentChoice } from '../shared/consent.ts';
import { Consent, ConsentChannel, ConsentPurpose, GivenBasis, PartyDetails } from './vocabulary.ts';

const partyId = Id;

/** All that can have happened to a party. */
export const PartyEvent = z.discriminatedUnion('type', [
  /** An `existingCustomer` bought before this history begins, and so is never a new customer (S17). */
  message('PartyRegistered', { partyId, details: PartyDetails, existingCustomer: z.boolean() }),
  message('PartyDetailsChanged', { partyId, details: PartyDetails }),
  /** A person works for an organisation, as its buyer for instance. */
  message('ContactLinked', { partyId, organisationId: Id, role: Text.optional() }),
  message('ContactUnlinked', { partyId, organisationId: Id }),
  /** Without a channel it holds for all of them. */
  message('ConsentGiven', {
    partyId,
    purpose: ConsentPurpose,
    channel: ConsentChannel.optional(),
    basis: GivenBasis,
    /** Where the proof is: a form, a recording, a letter. */
    evidence: Text.optional(),
  }),
  /** Without a channel it holds for all. An objection of somebody who never consented is one too. */
  message('ConsentWithdrawn', {
    partyId,
    purpose: ConsentPurpose,
    channel: ConsentChannel.optional(),
  }),
  /** From that day on it buys at this partner level; at none any more without one (S57). */
  message('PartnerLevelSet', { partyId, level: Id.optional(), validFrom: LocalDate }),
  /** A duplicate: whoever refers to it means the survivor from here on. */
  message('PartyMergedInto', { partyId, survivorId: Id }),
  /** The survivor's side of a merge. */
  message('PartyAbsorbed', {
    partyId,
    mergedId: Id,
    /** What had been merged into the merged party before. */
    alsoMerged: z.array(Id).readonly().optional(),
    /** Whose permission was chosen to hold; `consents` are all that hold from here on. */
    consent: ConsentChoice,
    consents: z.array(Consent).readonly(),
    /** Either of them bought before this history begins. */
    existingCustomer: z.boolean(),
  }),
  /** It was no duplicate after all: it is again what it was before it was merged. */
  message('PartyUnmerged', { partyId, survivorId: Id, reason: Text }),
  /** The survivor's side of a merge that was a mistake. */
  message('PartyReleased', {
    partyId,
    mergedId: Id,
    /** What had been merged into the other party before, and goes back with it. */
    alsoMerged: z.array(Id).readonly().optional(),
    reason: Text,
  }),
  /**
   * From here on neither the party's state nor anything that is derived anew from it holds a name, an
   * address, a role or a proof of consent.
   *
   * A log is only ever added to, so the bytes of the party's earlier events are still in it. An
   * operator who has to remove these as well deletes the stream `party-ID` and those of the parties
   * merged into it (on EventStoreDB: deletes and scavenges them; elsewhere: copies the log into a new
   * one without them), and sees to the backups. Other streams refer to a party by its id alone and
   * can stay; only what people wrote freely into notes and reasons may have to be looked through.
   */
  message('PersonalDataErased', { partyId, reason: Text }),
]);
export type PartyEvent = z.infer<typeof PartyEvent>;
