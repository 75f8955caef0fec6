import { identityText } from '@presales/kernel';
import everyProvider from 'email-providers';
import { asciiDomain, partsOfEmail } from './email-address.ts';

/** How a provider of mailboxes reads their names: several spellings, one mailbox. */
export interface MailProvider {
  /** The sign behind which everything is a tag of its owner's own: `anna+shop@…` is `anna@…`. */
  readonly tag?: '+' | '-';
  /** Dots in the name make no difference: `anna.pop@…` is `annapop@…`. */
  readonly dots?: 'ignored';
  /** The domain that has the same mailboxes. */
  readonly sameAs?: string;
}

const plus: MailProvider = { tag: '+' };
const gmail: MailProvider = { tag: '+', dots: 'ignored' };
const proton: MailProvider = { tag: '+', sameAs: 'proton.me' };

/**
 * Providers of which it is published how they read a mailbox's name, by domain. At any other domain
 * every dot and every plus counts.
 */
export const mailProviders: ReadonlyMap<string, MailProvider> = new Map([
  ['gmail.com', gmail],
  ['googlemail.com', { ...gmail, sameAs: 'gmail.com' }],
  ['outlook.com', plus],
  ['hotmail.com', plus],
  ['live.com', plus],
  ['msn.com', plus],
  ['icloud.com', plus],
  ['me.com', plus],
  ['mac.com', plus],
  ['fastmail.com', plus],
  ['proton.me', plus],
  ['protonmail.com', proton],
  ['pm.me', proton],
  ['yahoo.com', { tag: '-' }],
]);

/**
 * Text without a difference of case or of compatible forms, so that any two spellings meet: `ẞ` and
 * `ss`, final sigma, the Turkish dotted capital, wide letters.
 */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .replaceAll('i\u0307', 'i')
    .replaceAll('ς', 'σ')
    .normalize('NFC');

/**
 * An e-mail address as it is compared: whatever its case, its Unicode form and what nobody sees in it, its domain as DNS spells
 * it, and what its provider does not tell apart left out. A business that tells all addresses apart
 * gives no providers.
 */
export const normalisedEmail = (
  email: string,
  providers: ReadonlyMap<string, MailProvider> = mailProviders,
): string => {
  const seen = identityText(email);
  const parts = partsOfEmail(seen);
  if (parts === undefined) return folded(seen);
  const domain = asciiDomain(parts.domain);
  const { tag, dots, sameAs = domain } = providers.get(domain) ?? {};
  const name = folded(parts.mailbox);
  const tagAt = tag === undefined ? -1 : name.indexOf(tag);
  // A name that begins with the sign is no tag of nothing.
  const owner = tagAt > 0 ? name.slice(0, tagAt) : name;
  return `${dots === 'ignored' ? owner.replaceAll('.', '') : owner}@${sameAs}`;
};

/** Providers that the list lacks. */
const alsoPublic = [
  'aol.de',
  'bbox.fr',
  'citromail.hu',
  'duck.com',
  'fastmail.com',
  'gmx.ch',
  'mail.bg',
  'posteo.de',
  'tuta.com',
  'tuta.io',
  'tutanota.com',
  'tutanota.de',
  'vodafone.de',
  'xs4all.nl',
  'ziggo.nl',
];

/** A domain that somebody can have: the list also holds a name for examples (RFC 2606) and an address. */
const isDomain = (domain: string): boolean =>
  !domain.includes('@') && !/(^|\.)example(\.(com|net|org))?$/.test(domain);

/**
 * Mail domains that strangers share, as DNS spells them: having one in common says nothing. The list
 * is kept by the package `email-providers`.
 */
export const publicMailDomains: ReadonlySet<string> = new Set(
  [...everyProvider.map(asciiDomain), ...alsoPublic].filter(isDomain),
);
