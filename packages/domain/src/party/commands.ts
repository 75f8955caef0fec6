import { Id, Instant, LocalDate, message, Text } from '@presales/kernel';
import { z } from 'zod';
import { ConsentChoice } from '../shared/consent.ts';
import {
  Consent,
  ConsentChannel,
  ConsentPurpose,
  GivenBasis,
  MergedParty,
  PartyDetails,
} from './vocabulary.ts';

const partyId = Id;
const at = Instant;

/** What can be asked of a party. */
export const PartyCommand = z.discriminatedUnion('type', [
  message('RegisterParty', {
    partyId,
    details: PartyDetails,
    /** Whether it bought before this history begins; by default not. */
    existingCustomer: z.boolean().optional(),
    at,
  }),
  message('ChangePartyDetails', { partyId, details: PartyDetails, at }),
  /** Linking a contact again changes the role. */
  message('LinkContact', { partyId, organisationId: Id, role: Text.optional(), at }),
  message('UnlinkContact', { partyId, organisationId: Id, at }),
  message('GiveConsent', {
    partyId,
    purpose: ConsentPurpose,
    channel: ConsentChannel.optional(),
    basis: GivenBasis,
    evidence: Text.optional(),
    at,
  }),
  message('WithdrawConsent', {
    partyId,
    purpose: ConsentPurpose,
    channel: ConsentChannel.optional(),
    at,
  }),
  /**
   * Says at which partner level the party buys from a day on; at none any more where it names none. The
   * levels are those of the suppliers' price coefficients.
   */
  message('SetPartnerLevel', { partyId, level: Id.optional(), validFrom: LocalDate, at }),
  /** Ends a duplicate; the survivor absorbs it first. `mergeParties` makes both commands. */
  message('MergeParty', {
    partyId,
    survivorId: Id,
    /** Whether the survivor has absorbed it, as the caller looked it up. */
    absorbed: z.boolean().optional(),
    at,
  }),
  message('AbsorbParty', {
    partyId,
    mergedId: Id,
    /** What the merged party has absorbed itself. */
    alsoMerged: z.array(Id).max(100).readonly().optional(),
    /** By default the most restrictive permission of the two holds. */
    consent: ConsentChoice.optional(),
    /** The consents of the merged party. */
    consents: z.array(Consent).max(100).readonly().optional(),
    existingCustomer: z.boolean().optional(),
    /** What was looked up of the merged party: only one that can be merged is absorbed. */
    merged: MergedParty.optional(),
    at,
  }),
  /** Takes a merge back on the survivor's side, for one that was a mistake; then `UnmergeParty` follows. */
  message('ReleaseParty', { partyId, mergedId: Id, reason: Text, at }),
  /** Takes a merge back: the party is what it was. `unmergeParties` makes both commands. */
  message('UnmergeParty', { partyId, reason: Text, at }),
  message('ErasePersonalData', { partyId, reason: Text, at }),
]);
export type PartyCommand = z.infer<typeof PartyCommand>;
