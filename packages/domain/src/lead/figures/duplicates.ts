import { identityText } from '@presales/kernel';
import {
  type MailProvider,
  mailProviders,
  normalisedEmail,
  publicMailDomains,
} from '../../shared/contact-keys.ts';
import { asciiDomain, partsOfEmail } from '../../shared/email-address.ts';
import { normalisedPhones, type PhoneCountry } from '../../shared/telephone.ts';

/** How a lead, or its party, can be reached. */
export interface Contact {
  readonly id: string;
  readonly email?: string | undefined;
  /** One number, or several as they stand in one cell. */
  readonly phone?: string | undefined;
}

/** How contacts are compared. */
export interface DuplicateSettings {
  /** The country of telephone numbers that are written without one. */
  readonly country?: PhoneCountry;
  /**
   * Mail domains that strangers share, as DNS spells them: only whole addresses of these are
   * compared.
   */
  readonly publicDomains?: ReadonlySet<string>;
  /** What providers do not tell apart in an address; by default what is published of some. */
  readonly providers?: ReadonlyMap<string, MailProvider>;
  /** A key that is shared by this many others or more says nothing; 21 by default. */
  readonly irrelevantFrom?: number;
}

/** Somebody who may be the same person, and what the two have in common. */
export interface DuplicateCandidate {
  readonly id: string;
  readonly keys: readonly string[];
}

/**
 * What a contact can be found again by: `email:anna@example.org`, `phone:+40215550100`, and, unless
 * strangers share it, the mail domain: `domain:example.org`. A read model can index these.
 */
export const duplicateKeys = (
  { email, phone }: Omit<Contact, 'id'>,
  { country, publicDomains = publicMailDomains, providers = mailProviders }: DuplicateSettings = {},
): readonly string[] => {
  const keys: string[] = [];
  if (email !== undefined) {
    keys.push(`email:${normalisedEmail(email, providers)}`);
    const domain = asciiDomain(partsOfEmail(identityText(email))?.domain ?? '');
    if (domain !== '' && !publicDomains.has(domain)) keys.push(`domain:${domain}`);
  }
  if (phone !== undefined)
    for (const number of normalisedPhones(phone, country)) keys.push(`phone:${number}`);
  return keys;
};

/**
 * Who may be the same as a contact: those with most in common first, then by id. A key that very
 * many share, a company's switchboard for instance, is left out [Odoo: from 21 hits on].
 */
export const duplicateCandidates = (
  contact: Contact,
  others: Iterable<Contact>,
  settings: DuplicateSettings = {},
): readonly DuplicateCandidate[] => {
  const { irrelevantFrom = 21 } = settings;
  const sharing = new Map<string, string[]>(
    duplicateKeys(contact, settings).map((key) => [key, []]),
  );
  for (const other of others)
    if (other.id !== contact.id)
      for (const key of duplicateKeys(other, settings)) sharing.get(key)?.push(other.id);
  const candidates = new Map<string, string[]>();
  for (const [key, ids] of sharing)
    if (ids.length < irrelevantFrom)
      for (const id of ids) candidates.set(id, [...(candidates.get(id) ?? []), key]);
  return [...candidates]
    .map(([id, keys]) => ({ id, keys }))
    .sort((one, two) => two.keys.length - one.keys.length || (one.id < two.id ? -1 : 1));
};
