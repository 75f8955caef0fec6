import { Temporal } from 'temporal-polyfill';
import { addDays, type BusinessCalendar, dateText } from './calendar.ts';
import { InvalidInput } from './errors.ts';
import { LocalDate } from './instant.ts';

/** A stretch of days: `start` belongs to it, `end` does not. */
export interface Period {
  readonly start: LocalDate;
  readonly end: LocalDate;
  /** What people call it: `2017-Q1`, `2017-03`, `2017-W09`. */
  readonly label: string;
}

/**
 * Quarters, halves and years are the fiscal year's; months are the calendar's; weeks begin on Monday
 * and are ISO 8601's, whose year begins with the week that has the first Thursday of January.
 */
export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year';

/** Months in the parts of a fiscal year, and the letter that they are numbered after. */
const fiscalParts = { quarter: { months: 3, letter: 'Q' }, half: { months: 6, letter: 'H' } };

/** The period of a unit that a day falls in. */
export const periodOf = (date: LocalDate, unit: PeriodUnit, calendar: BusinessCalendar): Period => {
  const day = Temporal.PlainDate.from(date);
  switch (unit) {
    case 'day':
      return { start: date, end: addDays(date, 1), label: date };
    case 'week':
      return weekOf(day);
    case 'month':
      return span(day.with({ day: 1 }), { months: 1 }, date.slice(0, 7));
    case 'quarter':
    case 'half': {
      const { months } = fiscalParts[unit];
      const start = fiscalYearBegun(day, calendar);
      let number = 12 / months;
      while (isBefore(day, start.add({ months: (number - 1) * months }))) number -= 1;
      return fiscalPart(start, unit, number, calendar);
    }
    case 'year':
      return fiscalYear(fiscalYearBegun(day, calendar), calendar);
  }
};

const isBefore = (left: Temporal.PlainDate, right: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(left, right) < 0;

const weekOf = (day: Temporal.PlainDate): Period => {
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  // The year of a week is the one that its Thursday is in.
  const thursday = monday.add({ days: 3 });
  const number = Math.ceil(thursday.dayOfYear / 7);
  return span(
    monday,
    { days: 7 },
    `${yearText(thursday.year)}-W${String(number).padStart(2, '0')}`,
  );
};

/** The first day of the fiscal year that begins in a calendar year. */
const fiscalYearFrom = (
  year: number,
  { fiscalYearStart: month, fiscalYearStartDay: day = 1 }: BusinessCalendar,
): Temporal.PlainDate => Temporal.PlainDate.from({ year, month, day });

/** The first day of the fiscal year that a day is in. */
const fiscalYearBegun = (
  day: Temporal.PlainDate,
  calendar: BusinessCalendar,
): Temporal.PlainDate => {
  const start = fiscalYearFrom(day.year, calendar);
  return isBefore(day, start) ? fiscalYearFrom(day.year - 1, calendar) : start;
};

const fiscalYear = (start: Temporal.PlainDate, calendar: BusinessCalendar): Period =>
  span(start, { months: 12 }, nameOf(start, calendar));

/** A fiscal year is named by the calendar year that its first or its last day is in. */
const nameOf = (
  start: Temporal.PlainDate,
  { fiscalYearNamedBy = 'end' }: BusinessCalendar,
): string =>
  yearText(
    fiscalYearNamedBy === 'start'
      ? start.year
      : start.add({ months: 12 }).subtract({ days: 1 }).year,
  );

/** Parts are counted in months from the first day of the year: what ends one begins the next. */
const fiscalPart = (
  yearStart: Temporal.PlainDate,
  unit: keyof typeof fiscalParts,
  number: number,
  calendar: BusinessCalendar,
): Period => {
  const { months, letter } = fiscalParts[unit];
  return {
    start: dateText(yearStart.add({ months: (number - 1) * months })),
    end: dateText(yearStart.add({ months: number * months })),
    label: `${nameOf(yearStart, calendar)}-${letter}${number}`,
  };
};

const yearText = (year: number): string => String(year).padStart(4, '0');

const span = (
  start: Temporal.PlainDate,
  length: { readonly months: number } | { readonly days: number },
  label: string,
): Period => ({ start: dateText(start), end: dateText(start.add(length)), label });

/** The periods of a unit, in order, that together cover the days from `start` up to `end`. */
export const periodsBetween = (
  start: LocalDate,
  end: LocalDate,
  unit: PeriodUnit,
  calendar: BusinessCalendar,
): readonly Period[] => {
  const periods: Period[] = [];
  for (let at = start; at < end; ) {
    const period = periodOf(at, unit, calendar);
    periods.push(period);
    at = period.end;
  }
  return periods;
};

/**
 * A period from what people write: `2017`, `2017-H1`, `2017-Q1`, `2017-03`, `2017-W09`,
 * `2017-03-31`, or `2017-01-01..2017-04-01` (the end not included). Years, halves and quarters are the
 * fiscal year's; weeks are ISO 8601's.
 *
 * @throws InvalidInput
 */
export const parsePeriod = (text: string, calendar: BusinessCalendar): Period => {
  const wrong = (expected: string): InvalidInput =>
    new InvalidInput(`period ${JSON.stringify(text)}`, [{ path: '', expected }]);

  const [, from, to] = /^([\d-]+)\.\.([\d-]+)$/.exec(text) ?? [];
  if (isDate(from) && isDate(to)) {
    if (to <= from) throw wrong('expected the end, which is not included, after the start');
    return { start: from, end: to, label: text };
  }
  const [, year = '', part, number = ''] = /^(\d{4})(?:-([QHW])(\d\d?))?$/.exec(text) ?? [];
  const named = year === '' ? undefined : numberedPeriod(Number(year), part, number, calendar);
  // What is no quarter, half or week of that year comes out as another one, or not at all.
  if (named?.label === text) return named;
  if (part === 'W' && named !== undefined && /^(0[1-9]|[1-4]\d|5[0-3])$/.test(number))
    throw wrong(`expected one of the 52 weeks of ${year}`);
  const month = `${text}-01`;
  if (/^\d{4}-\d\d$/.test(text) && isDate(month)) return periodOf(month, 'month', calendar);
  if (isDate(text)) return periodOf(text, 'day', calendar);
  throw wrong(
    'expected 2017, 2017-H1, 2017-Q1, 2017-03, 2017-W09, 2017-03-31 or 2017-01-01..2017-04-01',
  );
};

/** The fiscal year of that name, or a part of it, or the week of that year. */
const numberedPeriod = (
  year: number,
  part: string | undefined,
  number: string,
  calendar: BusinessCalendar,
): Period | undefined => {
  if (part === 'W') {
    // The 4th of January is always in the first week.
    const first = Temporal.PlainDate.from({ year, month: 1, day: 4 });
    return weekOf(first.add({ days: (Number(number) - 1) * 7 }));
  }
  const started = fiscalYearFrom(year, calendar);
  const start =
    nameOf(started, calendar) === yearText(year) ? started : fiscalYearFrom(year - 1, calendar);
  if (part === undefined) return fiscalYear(start, calendar);
  const unit = part === 'Q' ? 'quarter' : 'half';
  const parts = 12 / fiscalParts[unit].months;
  return Number(number) >= 1 && Number(number) <= parts
    ? fiscalPart(start, unit, Number(number), calendar)
    : undefined;
};

const isDate = (text: string | undefined): text is LocalDate => LocalDate.safeParse(text).success;
