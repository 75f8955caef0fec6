import { foldedWord } from './words.ts';

/** The month that a name means in a language, from 1 to 12. */
export type MonthOf = (name: string) => number | undefined;

/** Short names that spreadsheets write and no locale's data has. */
const alsoWritten: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  de: { mrz: 3 },
};

/**
 * The names of the months in a language: short and long, as they stand alone and in a date, in any
 * letters and with dots or without. A beginning of three letters will do where it begins only one.
 * Undefined where months have numbers instead of names, as in Japanese.
 */
export const monthNames = (language: string): MonthOf | undefined => {
  const names = namesIn(language);
  if ([...names.keys()].some((name) => /[\d\s]/.test(name))) return undefined;
  return (text) => {
    const name = plain(text);
    const exact = names.get(name);
    if (exact !== undefined || name.length < 3) return exact;
    const begun = new Set([...names].filter(([full]) => full.startsWith(name)).map(([, at]) => at));
    const [only] = begun;
    return begun.size === 1 ? only : undefined;
  };
};

/** Formatters are dear to make, and a suggestion tries many formats of one language. */
const known = new Map<string, ReadonlyMap<string, number>>();

const namesIn = (language: string): ReadonlyMap<string, number> => {
  const before = known.get(language);
  if (before !== undefined) return before;
  const names = new Map<string, number>(
    Object.entries(alsoWritten[new Intl.Locale(language).language] ?? {}),
  );
  const months = (['short', 'long'] as const).flatMap((style) => monthFormats(style, language));
  for (let month = 1; month <= 12; month++)
    for (const monthOf of months)
      for (const name of monthOf(new Date(Date.UTC(2024, month - 1, 5))))
        names.set(plain(name), month);
  known.set(language, names);
  return names;
};

const plain = (name: string): string => foldedWord(name).replaceAll('.', '');

/** How a month is written in one style: as it stands alone, and in a date. */
const monthFormats = (
  month: 'short' | 'long',
  language: string,
): readonly ((day: Date) => readonly string[])[] => {
  const alone = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC' });
  const inDate = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month,
    year: 'numeric',
    timeZone: 'UTC',
  });
  return [
    (day) => [alone.format(day)],
    (day) =>
      inDate
        .formatToParts(day)
        .filter(({ type, value }) => type === 'month' && !/\d/.test(value))
        .map(({ value }) => value),
  ];
};
