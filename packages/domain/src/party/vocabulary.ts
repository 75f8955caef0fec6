import { Id, Text } from '@presales/kernel';
import { z } from 'zod';
import { ConsentBasis } from '../shared/consent.ts';
import { EmailAddress } from '../shared/email-address.ts';

/** A person or an organisation. */
export const PartyKind = z.enum(['person', 'organisation']);
export type PartyKind = z.infer<typeof PartyKind>;

/** What a party is called and reached by: the one place where personal data is kept. */
export const PartyDetails = z
  .strictObject({
    kind: PartyKind,
    name: Text,
    email: EmailAddress.optional(),
    /** One number, or several as they stand in one cell. */
    phone: Text.optional(),
  })
  .readonly();
export type PartyDetails = z.infer<typeof PartyDetails>;

/** What a person may allow, or forbid, to be done with their data. */
export const ConsentPurpose = z.enum(['marketing', 'newsletter', 'events', 'profiling', 'other']);
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;

/** By which means a person may be reached. */
export const ConsentChannel = z.enum(['e-mail', 'letter', 'phone', 'sms', 'social-media', 'chat']);
export type ConsentChannel = z.infer<typeof ConsentChannel>;

/** The ground on which a consent stands. */
export const GivenBasis = ConsentBasis.exclude(['none']);
export type GivenBasis = z.infer<typeof GivenBasis>;

/**
 * What a party last said about one purpose: for one channel, or without a channel for every channel
 * about which it has said nothing else. A consent that was given stands on a `basis`.
 */
export const Consent = z.discriminatedUnion('status', [
  z
    .strictObject({
      status: z.literal('given'),
      purpose: ConsentPurpose,
      channel: ConsentChannel.optional(),
      basis: GivenBasis,
    })
    .readonly(),
  z
    .strictObject({
      status: z.literal('withdrawn'),
      purpose: ConsentPurpose,
      channel: ConsentChannel.optional(),
    })
    .readonly(),
]);
export type Consent = z.infer<typeof Consent>;

/** What a party is that somebody else is to absorb, and what it has absorbed itself. */
export const MergedParty = z
  .strictObject({
    status: z.enum(['absent', 'registered', 'merged', 'erased']),
    /** Whom it was merged into. */
    survivorId: Id.optional(),
    absorbed: z.array(Id).max(1_000).readonly(),
  })
  .readonly();
export type MergedParty = z.infer<typeof MergedParty>;
