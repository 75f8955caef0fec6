import { CurrencyCode, identityText } from '@presales/kernel';

/** Signs that banks and shops write and that no locale's data has. */
const alsoWritten: Readonly<Record<string, readonly string[]>> = {
  AUD: ['A$'],
  CAD: ['C$'],
  CHF: ['Fr.', 'SFr.', 'Fr', 'SFr'],
  CNY: ['RMB'],
  DKK: ['kr.'],
  GBP: ['£'],
  INR: ['Rs.', 'Rs'],
  NOK: ['kr.'],
  PLN: ['zł'],
  RON: ['lei', 'leu'],
  SEK: ['kr.'],
  USD: ['US$'],
};

/**
 * What may stand beside an amount in a currency, in small letters and the longest first: its code,
 * its sign and what its sign is in the locale.
 */
export const currencySigns = (
  currency: CurrencyCode,
  locale: string | undefined,
): readonly string[] => {
  const signs = new Set([currency, ...(alsoWritten[currency] ?? [])]);
  for (const each of ['en', ...(locale === undefined ? [] : [locale])])
    for (const currencyDisplay of ['symbol', 'narrowSymbol'] as const)
      for (const { type, value } of new Intl.NumberFormat(each, {
        style: 'currency',
        currency,
        currencyDisplay,
      }).formatToParts(1))
        if (type === 'currency') signs.add(value);
  return [...signs]
    .map((sign) => identityText(sign).toLowerCase())
    .filter((sign) => sign !== '')
    .sort((left, right) => right.length - left.length);
};

/** Whether a text names some currency, by a sign or by its code. */
export const namesACurrency = (text: string): boolean =>
  /\p{Sc}/u.test(text) ||
  (text.match(/\p{L}+/gu) ?? []).some((word) => CurrencyCode.safeParse(word.toUpperCase()).success);
