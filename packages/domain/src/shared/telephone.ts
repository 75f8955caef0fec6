import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A country whose telephone numbers are known, as ISO 3166 has it: `RO`. */
export type PhoneCountry = CountryCode;

/** Fewer digits say nothing: an extension, a room. */
const fewestDigits = 6;

/** Words that say whose or what number it is, and are no part of it. */
const label =
  /(?<![\p{L}-])(?:tel(?:efon|ephone|efono|éfono)?|phone|mob(?:il|ile|iele?)?|cell?(?:ulare|ular)?|fax|handy|gsm|office|home|work|privat|büro|direct|main|[tmfpwho])(?!\p{L})[.:]*/giu;

/** What is dialled after somebody answered. */
const extension =
  /[\s,;]*(?:(?<!\p{L})(?:ext(?:ension|n)?|x|int(?:ern|erno|erior)?|poste|dw|durchwahl|app(?:arat)?|nebenstelle|klappe|kl|wew|dob|доб|ramal|anexo|toestel)(?!\p{L})[.:\s]*#?|#)[\s]*\d{1,7}\s*$/iu;

/** Letters to be dialled: three capitals or more behind a digit, or a word behind digit and hyphen. */
const vanity = /\d[\s.)-]*(?:[A-Z][\s.-]*){3,}|\d-[A-Za-z]{3,}/;

/**
 * What stands between two numbers of one cell: a sign, a word, a plus that begins the next, or what the
 * next is called.
 */
const between =
  /[;|,\r\n\t]+|\s(?:or|and|oder|und|ou|et|o|y|e|si|sau|&)\s|(?<=\d[\s)]*)(?=\+)|(?<=\d[\s)]*)\s(?=\p{L}+\.?:|\(?(?:tel(?:efon|ephone|efono|éfono)?|phone|mob(?:il|ile|iele?)?|cell?(?:ulare|ular)?|fax|handy|gsm)(?!\p{L})[\s).:]*[+(]?\d)/iu;

/** Between two numbers, or within one: it is told by their lengths. The wider one separates first. */
const wideDash = /\s[-–—/]\s/u;
const slash = /\//u;

const keys = 'abcdefghijklmnopqrstuvwxyz';
const digitOfKey = '22233344455566677778889999';

/** A number with its letters as the keys that they stand on (ITU-T E.161). */
const dialled = (phone: string): string =>
  phone.replace(/[a-z]/gi, (letter) => digitOfKey[keys.indexOf(letter.toLowerCase())] ?? '');

const digitsOf = (phone: string): string => phone.replace(/\D/g, '');

const international = (phone: string, country: PhoneCountry | undefined): string | undefined => {
  const number = parsePhoneNumberFromString(phone, country);
  return number?.isPossible() ? number.number : undefined;
};

/**
 * A telephone number as it is compared: with its country code and without an extension (E.164),
 * `+40215550100`. A number without a country code is read as one of the given country; where that
 * gives no possible number, only its digits are compared. Letters are dialled: `1-800-FLOWERS`.
 * Undefined for less than six digits.
 */
export const normalisedPhone = (phone: string, country?: PhoneCountry): string | undefined => {
  const bare = phone.normalize('NFKC').replace(extension, '').replace(label, ' ');
  const spelt = vanity.test(bare) ? dialled(bare) : bare;
  const found = international(spelt, country) ?? international(bare, country);
  if (found !== undefined) return found;
  const digits = digitsOf(spelt);
  return digits.length < fewestDigits ? undefined : digits;
};

/**
 * The telephone numbers of one cell, each as it is compared and once, in their order: separated by
 * commas, semicolons, line breaks, words or slashes. A slash behind an area code (`030/1234567`)
 * separates nothing.
 */
export const normalisedPhones = (cell: string, country?: PhoneCountry): readonly string[] => {
  const numbers = cell
    .split(between)
    .flatMap(beside(wideDash))
    .flatMap(beside(slash))
    .flatMap((phone) => normalisedPhone(phone, country) ?? []);
  return [...new Set(numbers)];
};

/** What stands beside a sign where each is a number by itself, or else all of it. */
const beside =
  (sign: RegExp) =>
  (phone: string): readonly string[] => {
    const parts = phone.split(sign);
    return parts.every((part) => digitsOf(dialled(part)).length >= fewestDigits) ? parts : [phone];
  };
