import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A country whose telephone numbers are known, as ISO 3166 has it: `RO`. */
export type PhoneCountry = CountryCode;

/** An e-mail address as it is compared: upper and lower case make no difference. */
export const normalisedEmail = (email: string): string => email.trim().toLowerCase();

/**
 * A telephone number as it is compared: with its country code and without an extension (E.164),
 * `+40215550100`. A number without a country code is read as one of the given country; where that
 * gives no valid number, only its digits are compared. Undefined for less than six digits.
 */
export const normalisedPhone = (phone: string, country?: PhoneCountry): string | undefined => {
  const number = parsePhoneNumberFromString(phone, country);
  if (number?.isPossible()) return number.number;
  const digits = phone.replace(/\D/g, '');
  return digits.length < 6 ? undefined : digits;
};

/** Mail domains that strangers share: having one in common says nothing. */
export const publicMailDomains: ReadonlySet<string> = new Set([
  'aol.com',
  'fastmail.com',
  'free.fr',
  'gmail.com',
  'gmx.de',
  'gmx.net',
  'googlemail.com',
  'hotmail.com',
  'icloud.com',
  'laposte.net',
  'libero.it',
  'live.com',
  'mac.com',
  'mail.com',
  'mail.ru',
  'me.com',
  'msn.com',
  'naver.com',
  'orange.fr',
  'outlook.com',
  'proton.me',
  'protonmail.com',
  'qq.com',
  't-online.de',
  'wanadoo.fr',
  'web.de',
  'yahoo.co.uk',
  'yahoo.com',
  'yahoo.de',
  'yahoo.fr',
  'yandex.ru',
  'ymail.com',
  '163.com',
]);
