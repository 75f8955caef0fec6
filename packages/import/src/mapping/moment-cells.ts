import { endOfDay, type Instant, instant, type LocalDate, type Zone } from '@presales/kernel';
import { Unreadable } from './cell-readers.ts';
import type { Path } from './mapping-document.ts';
import { dayOf, instantOf, type Moment, type MomentReader } from './moment.ts';
import { formatTokens, isoMoment, momentFormat } from './moment-format.ts';
import { monthNames } from './month-names.ts';
import type { NumberMarks } from './number-marks.ts';
import { epochMoment, excelMoment } from './serial-moment.ts';
import type { Source } from './source.ts';
import type { Scope } from './source-text.ts';

/** How the dates of a source are written, and what of them is kept. */
export interface MomentCells {
  /** Whether a cell may, must or must not have a time of day. */
  readonly timeOfDay: 'either' | 'date' | 'date-time';
  readonly zone: string;
  readonly read: MomentReader;
  /** For people: `a date in the format dd.MM.yyyy`. */
  readonly expected: string;
}

/** Two-digit years of a mapping that says nothing of them: 69 is 2069, 70 is 1970. */
const usualPivot = 70;

/**
 * How the dates of a source are read: in the first of its formats that fits.
 *
 * @throws ImportError `import/mapping` for a format that is none, and for a pivot or language that no
 *   format needs or that is missing
 */
export const momentCells = (
  source: Source,
  path: Path,
  { document }: Scope,
  marks: NumberMarks,
): MomentCells => {
  const zone = source.zone ?? document.mapping.zone;
  const timeOfDay =
    source.time === undefined && (source.type === 'date' || source.type === 'date-time')
      ? source.type
      : 'either';
  const formats = [source.format ?? 'iso'].flat();
  const needs = { pivot: false, language: false };
  const readers = formats.map((format, index): MomentReader => {
    const place = Array.isArray(source.format) ? [...path, 'format', index] : [...path, 'format'];
    const named = namedFormats[format];
    if (named !== undefined) return named(marks);
    const known = momentFormat(format);
    if (known === undefined)
      throw document.wrong(
        place,
        `expected year, month and day, each once, and the hour where there is a time, from ${formatTokens}; or one of ${Object.keys(namedFormats).join(', ')}`,
      );
    needs.pivot ||= known.shortYear;
    needs.language ||= known.monthName;
    if (known.monthName && source.language === undefined)
      throw document.wrong(place, 'expected a language beside month names: language: en');
    const monthOf = known.monthName ? monthNames(source.language ?? '') : () => undefined;
    if (monthOf === undefined)
      throw document.wrong(
        [...path, 'language'],
        `months have no names in ${source.language}; write M for their numbers`,
      );
    return known.reader({ pivot: source.pivot ?? usualPivot, monthOf });
  });
  if (source.pivot !== undefined && !needs.pivot)
    throw document.wrong([...path, 'pivot'], 'expected a format with yy beside it');
  if (source.language !== undefined && !needs.language)
    throw document.wrong([...path, 'language'], 'expected a format with MMM beside it');
  const read: MomentReader = (text) => {
    for (const reader of readers) {
      const moment = reader(text);
      if (moment !== undefined) return moment;
    }
    return undefined;
  };
  const what = timeOfDay === 'either' ? 'date or date-time' : timeOfDay;
  return { timeOfDay, zone, read, expected: `a ${what}${written(formats)}` };
};

/** Formats that have a name instead of a pattern. */
const namedFormats: Readonly<Record<string, (marks: NumberMarks) => MomentReader>> = {
  iso: () => isoMoment,
  excel: (marks) => excelMoment(1900, marks),
  'excel-1904': (marks) => excelMoment(1904, marks),
  'epoch-seconds': (marks) => epochMoment('seconds', marks),
  'epoch-milliseconds': (marks) => epochMoment('milliseconds', marks),
};

const written = (formats: readonly string[]): string => {
  const [only, ...more] = formats.map((format) => (format === 'iso' ? 'ISO 8601' : format));
  if (more.length > 0) return ` in one of the formats ${[only, ...more].join(', ')}`;
  return only === 'ISO 8601' ? ' in ISO 8601' : ` in the format ${only}`;
};

/** What a moment of a row comes to. */
export interface ReadMoment {
  readonly value: Instant | LocalDate;
  /** The last instant that it can stand for, where this does not follow from the value (B21). */
  readonly latest?: Instant;
}

/** What of a moment is kept, and what is done with it. */
export interface MomentUse {
  readonly as: 'instant' | 'date';
  readonly cutTime: boolean;
  readonly day: 'start' | 'end';
  /** The date so many days and months later; undefined where nobody knows how many. */
  readonly shift:
    | ((date: LocalDate, cells: Cells) => LocalDate | undefined | Unreadable)
    | undefined;
  /** What a date without a time is not before, where both are of one day. */
  readonly notBefore: ((cells: Cells) => unknown) | undefined;
}

type Cells = readonly string[];

/** Reads moments of a row as instants, or as days in the zone; nothing where it has no value. */
export const momentReaderFor =
  (cells: MomentCells, use: MomentUse) =>
  (text: string, row: Cells): ReadMoment | Unreadable | undefined => {
    const written = momentIn(text, cells);
    if (written instanceof Unreadable) return written;
    const { as, cutTime, shift } = use;
    const dated = as === 'date' || cutTime ? dayOnly(written, cells.zone) : written;
    if (dated === undefined) return outOfYears;
    const date = shift === undefined ? dated.date : shift(dated.date, row);
    if (date === undefined || date instanceof Unreadable) return date;
    return as === 'date' ? { value: date } : instantIn({ ...dated, date }, cells.zone, use, row);
  };

const momentIn = (
  text: string,
  { read, timeOfDay, expected }: MomentCells,
): Moment | Unreadable => {
  const moment = read(text);
  const fits =
    moment !== undefined &&
    (timeOfDay === 'either' || (timeOfDay === 'date-time') === (moment.time !== undefined));
  return fits ? moment : new Unreadable(`expected ${expected}`);
};

const instantIn = (
  moment: Moment,
  zone: Zone,
  { day, notBefore }: MomentUse,
  row: Cells,
): ReadMoment | Unreadable => {
  const at = instantOf(moment, zone);
  if (at === undefined) return outOfYears;
  if (moment.time !== undefined) return { value: at };
  const last = lastOf(moment.date, zone);
  if (day === 'end') return { value: last };
  const other = notBefore?.(row);
  if (other instanceof Unreadable) return other;
  return typeof other === 'string' && other > at && other <= last
    ? { value: other, latest: last }
    : { value: at };
};

const dayOnly = (moment: Moment, zone: Zone): Moment | undefined => {
  const date = dayOf(moment, zone);
  return date === undefined ? undefined : { date };
};

/** The last millisecond of a day. */
const lastOf = (date: LocalDate, zone: Zone): Instant =>
  instant(Date.parse(endOfDay(date, zone)) - 1);

const outOfYears = new Unreadable('expected a time in the years 0 to 9999');
