import { Id, message, Text } from '@presales/kernel';
import { z } from 'zod';

const partyId = Id;

/** A person or an organisation. */
export const PartyKind = z.enum(['person', 'organisation']);
export type PartyKind = z.infer<typeof PartyKind>;

/** What a party is called and reached by: the one place where personal data is kept. */
export const PartyDetails = z
  .strictObject({
    kind: PartyKind,
    name: Text,
    email: z.email().optional(),
    phone: Text.optional(),
  })
  .readonly();
export type PartyDetails = z.infer<typeof PartyDetails>;

/** All that can have happened to a party. */
export const PartyEvent = z.discriminatedUnion('type', [
  /** `existingCustomer`: bought before this history begins, so never a new customer (S17). */
  message('PartyRegistered', { partyId, details: PartyDetails, existingCustomer: z.boolean() }),
  message('PartyDetailsChanged', { partyId, details: PartyDetails }),
]);
export type PartyEvent = z.infer<typeof PartyEvent>;
