import {
  normalisedEmail,
  normalisedPhone,
  type PhoneCountry,
  publicMailDomains,
} from '../../shared/contact-keys.ts';

/** How a lead, or its party, can be reached. */
export interface Contact {
  readonly id: string;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
}

/** How contacts are compared. */
export interface DuplicateSettings {
  /** The country of telephone numbers that are written without one. */
  readonly country?: PhoneCountry;
  /** Mail domains that strangers share: only whole addresses of these are compared. */
  readonly publicDomains?: ReadonlySet<string>;
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
  { country, publicDomains = publicMailDomains }: DuplicateSettings = {},
): readonly string[] => {
  const keys: string[] = [];
  if (email !== undefined) {
    const address = normalisedEmail(email);
    const domain = address.slice(address.lastIndexOf('@') + 1);
    keys.push(`email:${address}`);
    if (!publicDomains.has(domain)) keys.push(`domain:${domain}`);
  }
  const number = phone === undefined ? undefined : normalisedPhone(phone, country);
  if (number !== undefined) keys.push(`phone:${number}`);
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
