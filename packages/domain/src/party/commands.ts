import { Id, Instant, message } from '@presales/kernel';
import { z } from 'zod';
import { PartyDetails } from './events.ts';

const partyId = Id;
const at = Instant;

/** What can be asked of a party. */
export const PartyCommand = z.discriminatedUnion('type', [
  message('RegisterParty', {
    partyId,
    details: PartyDetails,
    /** Bought before this history begins; by default not. */
    existingCustomer: z.boolean().optional(),
    at,
  }),
  message('ChangePartyDetails', { partyId, details: PartyDetails, at }),
]);
export type PartyCommand = z.infer<typeof PartyCommand>;
