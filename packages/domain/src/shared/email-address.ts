import { identityText } from '@presales/kernel';
import { z } from 'zod';

/** A domain in the letters of DNS: labels between dots, the last one no number. */
const dnsName = /^([a-z0-9][a-z0-9-]*\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)$/;

/** What a mailbox may be called: letters of any script, digits and signs, but no dot at an end. */
const mailbox = /^(?!\.)(?!.*\.\.)[^\s\p{C}\p{Z}"(),:;<>@[\]\\]+(?<!\.)$/u;

/** Signs by which a URL would read a port, a path or a user where a domain should be. */
const noDomain = /[!-,/:-@[-`{-~\s]/;

/**
 * A domain as DNS spells it, in small ASCII letters: `bücher.example` is `xn--bcher-kva.example`,
 * as browsers have it (UTS 46). What is no domain comes back in small letters.
 */
export const asciiDomain = (domain: string): string => {
  const name = domain.normalize('NFC').toLowerCase();
  if (!/[^ -~]/.test(name) || noDomain.test(name)) return name;
  const url = `http://${name}`;
  return URL.canParse(url) ? new URL(url).hostname : name;
};

/** The mailbox and the domain of an address, as they are written; undefined where it has no `@`. */
export const partsOfEmail = (
  email: string,
): { readonly mailbox: string; readonly domain: string } | undefined => {
  const at = email.lastIndexOf('@');
  return at < 0 ? undefined : { mailbox: email.slice(0, at), domain: email.slice(at + 1) };
};

const isEmail = (email: string): boolean => {
  const parts = partsOfEmail(email);
  return (
    parts !== undefined && mailbox.test(parts.mailbox) && dnsName.test(asciiDomain(parts.domain))
  );
};

/**
 * An e-mail address, with letters of any script on both sides (RFC 6531). It is kept as it is written,
 * without what nobody sees; `normalisedEmail` compares it.
 */
export const EmailAddress = z
  .string()
  .overwrite(identityText)
  .refine(isEmail, { error: 'expected an e-mail address' })
  .meta({ format: 'idn-email' });
export type EmailAddress = z.infer<typeof EmailAddress>;
