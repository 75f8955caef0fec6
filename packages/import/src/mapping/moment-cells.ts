import { type CellReader, Unreadable } from './cell-readers.ts';
import type { Path } from './mapping-document.ts';
import { dayOf, instantOf, type MomentReader } from './moment.ts';
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

/** Reads moments of a row as instants, or as days in the zone. */
export const momentReaderFor = (
  cells: MomentCells,
  as: 'instant' | 'date',
  cutTime: boolean,
): CellReader => {
  const { timeOfDay, zone, read, expected } = cells;
  return (text) => {
    const moment = read(text);
    const fits =
      moment !== undefined &&
      (timeOfDay === 'either' || (timeOfDay === 'date-time') === (moment.time !== undefined));
    if (!fits) return new Unreadable(`expected ${expected}`);
    const day = as === 'date' || cutTime ? dayOf(moment, zone) : undefined;
    const value = as === 'date' ? day : instantOf(day === undefined ? moment : { date: day }, zone);
    return value ?? outOfYears;
  };
};

const outOfYears = new Unreadable('expected a time in the years 0 to 9999');
