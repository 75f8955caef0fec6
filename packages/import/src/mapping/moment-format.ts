import { LocalDate } from '@presales/kernel';
import type { Moment, MomentReader } from './moment.ts';
import type { MonthOf } from './month-names.ts';

/** What stands for what in a format; anything else stands for itself. */
const tokens: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<shortYear>\\d{2})',
  MMMM: '(?<monthName>\\p{L}[\\p{L}\\p{M}.]*)',
  MMM: '(?<monthName>\\p{L}[\\p{L}\\p{M}.]*)',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{2})',
  d: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<hour12>\\d{2})',
  h: '(?<hour12>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  SSS: '(?<fraction>\\d{3})',
  a: '(?<half>[AaPp]\\.?\\s?[Mm]\\.?)',
  XXX: '(?<offset>Z|[+-]\\d{2}:?\\d{2})',
};

/** The tokens a format may have, for people. */
export const formatTokens = Object.keys(tokens).join(' ');

/** What the years and months of a format are read with. */
export interface FormatWords {
  /** Years of two digits below it are of this century, the others of the last. */
  readonly pivot: number;
  readonly monthOf: MonthOf;
}

/** A format such as `dd.MM.yyyy HH:mm`, understood. */
export interface MomentFormat {
  readonly shortYear: boolean;
  readonly monthName: boolean;
  readonly reader: (words: FormatWords) => MomentReader;
}

/**
 * A format by its text; undefined when it has no year, month and day, has something twice, or a
 * time of which it leaves out the hour.
 */
export const momentFormat = (format: string): MomentFormat | undefined => {
  const pattern = format.replaceAll(
    /'[^']*'|yyyy|yy|MMMM|MMM|MM|M|dd|d|HH|H|hh|h|mm|ss|SSS|a|XXX|\s+|./gsu,
    (part) => tokens[part] ?? literal(part),
  );
  const names = [...pattern.matchAll(/\(\?<(\w+)>/g)].map(([, name]) => name);
  const has = (name: string) => names.includes(name);
  const complete =
    has('year') !== has('shortYear') &&
    has('month') !== has('monthName') &&
    has('day') &&
    new Set(names).size === names.length &&
    !(has('hour') && has('hour12')) &&
    has('hour12') === has('half') &&
    (has('hour') || has('hour12') || !(has('minute') || has('second') || has('offset'))) &&
    (has('minute') || !has('second')) &&
    (has('second') || !has('fraction'));
  if (!complete) return undefined;
  const expression = new RegExp(`^${pattern}$`, 'u');
  return {
    shortYear: has('shortYear'),
    monthName: has('monthName'),
    reader: (words) => reader(expression, words),
  };
};

/** Text that stands for itself: in single quotes where it has letters that would stand for more. */
const literal = (part: string): string => {
  const text = /^'[^']+'$/.test(part) ? part.slice(1, -1) : part;
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll(/\s+/gu, '\\s+');
};

const noWords: FormatWords = { pivot: 0, monthOf: () => undefined };

/** ISO 8601: a date, or a date and a time with or without an offset. */
export const isoMoment: MomentReader = reader(
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?\s?(?<offset>[Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/,
  noWords,
);

type Parts = Readonly<Record<string, string | undefined>>;

function reader(pattern: RegExp, words: FormatWords): MomentReader {
  return (text) => {
    const parts = pattern.exec(text)?.groups;
    if (parts === undefined) return undefined;
    const date = `${yearOf(parts, words)}-${monthOf(parts, words)}-${two(parts['day'])}`;
    if (!LocalDate.safeParse(date).success) return undefined;
    return timed(date, parts);
  };
}

const two = (part: string | undefined): string => (part ?? '0').padStart(2, '0');

const yearOf = ({ year, shortYear }: Parts, { pivot }: FormatWords): string | undefined =>
  shortYear === undefined ? year : `${Number(shortYear) < pivot ? 20 : 19}${shortYear}`;

const monthOf = ({ month, monthName }: Parts, words: FormatWords): string =>
  two(monthName === undefined ? month : String(words.monthOf(monthName) ?? 0));

const timed = (date: LocalDate, parts: Parts): Moment | undefined => {
  const hour = hourOf(parts);
  if (hour === undefined) return { date };
  const [minute, second] = [Number(parts['minute'] ?? 0), Number(parts['second'] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const fraction = (parts['fraction'] ?? '').padEnd(3, '0').slice(0, 3);
  const time = `${two(String(hour))}:${two(String(minute))}:${two(String(second))}.${fraction}`;
  const offset = offsetOf(parts['offset']);
  if (offset === 'wrong') return undefined;
  return offset === undefined ? { date, time } : { date, time, offset };
};

const hourOf = (parts: Parts): number | undefined => {
  if (parts['hour'] !== undefined) return Number(parts['hour']);
  if (parts['hour12'] === undefined) return undefined;
  const hour = Number(parts['hour12']);
  if (hour < 1 || hour > 12) return Number.POSITIVE_INFINITY;
  return (hour % 12) + (/^p/i.test(parts['half'] ?? '') ? 12 : 0);
};

/** `+02:00` from `+02`, `+0200` or `+02:00`. */
const offsetOf = (text: string | undefined): string | undefined | 'wrong' => {
  if (text === undefined) return undefined;
  if (text === 'Z' || text === 'z') return 'Z';
  const hours = text.slice(1, 3);
  const minutes = text.slice(3).replace(':', '') || '00';
  if (Number(hours) > 14 || Number(minutes) > 59) return 'wrong';
  return `${text.slice(0, 1)}${hours}:${minutes}`;
};
