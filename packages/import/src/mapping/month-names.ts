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
  const names = new Map<string, number>(
    Object.entries(alsoWritten[new Intl.Locale(language).language] ?? {}),
  );
  for (let month = 1; month <= 12; month++)
    for (const name of namesOf(month, language)) names.set(plain(name), month);
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

const plain = (name: string): string => foldedWord(name).replaceAll('.', '');

const namesOf = (month: number, language: string): readonly string[] => {
  const day = new Date(Date.UTC(2024, month - 1, 5));
  const alone = (['short', 'long'] as const).map((style) =>
    new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC' }).format(day),
  );
  const inDates = (['short', 'long'] as const).flatMap((style) =>
    new Intl.DateTimeFormat(language, {
      day: 'numeric',
      month: style,
      year: 'numeric',
      timeZone: 'UTC',
    })
      .formatToParts(day)
      .filter(({ type, value }) => type === 'month' && !/\d/.test(value))
      .map(({ value }) => value),
  );
  return [...alone, ...inDates];
};
