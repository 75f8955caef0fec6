import {
  atLocalTime,
  type Instant,
  InvalidInput,
  instant,
  LocalDate,
  localDate,
  startOfDay,
} from '@presales/kernel';

/** A date or a date with a time, as a cell has it. */
export interface Moment {
  readonly date: LocalDate;
  /** `HH:mm:ss.SSS`; absent where the cell has a date alone. */
  readonly time?: string;
  /** `Z` or `+02:00`; absent where the cell leaves it to the zone. */
  readonly offset?: string;
}

/**
 * The moment's instant; a date alone is the beginning of its day. There is none outside the years
 * 0 to 9999, which a zone or an offset can lead to.
 */
export const instantOf = (moment: Moment, zone: string): Instant | undefined => {
  try {
    return unboundedInstant(moment, zone);
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
};

const unboundedInstant = ({ date, time, offset }: Moment, zone: string): Instant => {
  if (time === undefined) return zone === 'UTC' ? `${date}T00:00:00.000Z` : startOfDay(date, zone);
  if (offset !== undefined) return instant(new Date(`${date}T${time}${offset}`));
  return zone === 'UTC' ? `${date}T${time}Z` : atLocalTime(`${date}T${time}`, zone);
};

/** The day of a moment in a zone. */
export const dayOf = (moment: Moment, zone: string): LocalDate | undefined => {
  if (moment.offset === undefined) return moment.date;
  const at = instantOf(moment, zone);
  return at === undefined ? undefined : localDate(at, zone);
};

/** Reads moments of one format. */
export type MomentReader = (text: string) => Moment | undefined;

/** What stands for what in a format; anything else stands for itself. */
const tokens: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
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
  a: '(?<half>[AaPp][Mm])',
  XXX: '(?<offset>Z|[+-]\\d{2}:?\\d{2})',
};

/** The tokens a format may have, for people. */
export const formatTokens = Object.keys(tokens).join(' ');

/**
 * The reader of a format such as `dd.MM.yyyy HH:mm`; undefined when the format has no year, month
 * and day, has something twice, or a time of which it leaves out the hour.
 */
export const momentReader = (format: string): MomentReader | undefined => {
  const pattern = format.replaceAll(
    /yyyy|MM|M|dd|d|HH|H|hh|h|mm|ss|SSS|a|XXX|[^\w\s]|\w|\s/g,
    (part) => tokens[part] ?? part.replace(/[^\w\s]/, '\\$&'),
  );
  const names = [...pattern.matchAll(/\(\?<(\w+)>/g)].map(([, name]) => name);
  const has = (name: string) => names.includes(name);
  const complete =
    has('year') &&
    has('month') &&
    has('day') &&
    new Set(names).size === names.length &&
    !(has('hour') && has('hour12')) &&
    has('hour12') === has('half') &&
    (has('hour') || has('hour12') || !(has('minute') || has('second') || has('offset'))) &&
    (has('minute') || !has('second')) &&
    (has('second') || !has('fraction'));
  return complete ? reader(new RegExp(`^${pattern}$`)) : undefined;
};

/** ISO 8601: a date, or a date and a time with or without an offset. */
export const isoMoment: MomentReader = reader(
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?\s?(?<offset>[Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/,
);

function reader(pattern: RegExp): MomentReader {
  return (text) => {
    const parts = pattern.exec(text)?.groups;
    if (parts === undefined) return undefined;
    const two = (part: string | undefined) => (part ?? '0').padStart(2, '0');
    const date = `${parts['year']}-${two(parts['month'])}-${two(parts['day'])}`;
    if (!LocalDate.safeParse(date).success) return undefined;
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
}

const hourOf = (parts: Readonly<Record<string, string | undefined>>): number | undefined => {
  if (parts['hour'] !== undefined) return Number(parts['hour']);
  if (parts['hour12'] === undefined) return undefined;
  const hour = Number(parts['hour12']);
  if (hour < 1 || hour > 12) return Number.POSITIVE_INFINITY;
  return (hour % 12) + (parts['half']?.toLowerCase() === 'pm' ? 12 : 0);
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
