import { Temporal } from 'temporal-polyfill';
import { addDays, type BusinessCalendar, dateText } from './calendar.ts';
import { InvalidInput } from './errors.ts';
import { LocalDate } from './instant.ts';

/** A stretch of days: `start` belongs to it, `end` does not. */
export interface Period {
  readonly start: LocalDate;
  readonly end: LocalDate;
  /** What people call it: `2017-Q1`, `2017-03`. */
  readonly label: string;
}

/** Quarters and years are the fiscal year's; months are the calendar's. */
export type PeriodUnit = 'day' | 'month' | 'quarter' | 'year';

/** The period of a unit that a day falls in. */
export const periodOf = (date: LocalDate, unit: PeriodUnit, calendar: BusinessCalendar): Period => {
  const day = Temporal.PlainDate.from(date);
  const { fiscalYearStart } = calendar;
  const firstOfMonth = day.with({ day: 1 });
  /** Months since the fiscal year began. */
  const month = (day.month - fiscalYearStart + 12) % 12;
  const fiscalYear = yearText(
    fiscalYearStart > 1 && day.month >= fiscalYearStart ? day.year + 1 : day.year,
  );
  switch (unit) {
    case 'day':
      return { start: date, end: addDays(date, 1), label: date };
    case 'month':
      return span(firstOfMonth, 1, date.slice(0, 7));
    case 'quarter': {
      const start = firstOfMonth.subtract({ months: month % 3 });
      return span(start, 3, `${fiscalYear}-Q${Math.floor(month / 3) + 1}`);
    }
    case 'year':
      return span(firstOfMonth.subtract({ months: month }), 12, fiscalYear);
  }
};

const yearText = (year: number): string => String(year).padStart(4, '0');

const span = (start: Temporal.PlainDate, months: number, label: string): Period => ({
  start: dateText(start),
  end: dateText(start.add({ months })),
  label,
});

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
 * A period from what people write: `2017`, `2017-Q1`, `2017-03`, `2017-03-31`, or
 * `2017-01-01..2017-04-01` (the end not included). Years and quarters are the fiscal year's.
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
  const [, year, quarter] = /^(\d{4})(?:-Q([1-4]))?$/.exec(text) ?? [];
  if (year !== undefined) {
    const { fiscalYearStart } = calendar;
    const start = Temporal.PlainDate.from({
      year: fiscalYearStart > 1 ? Number(year) - 1 : Number(year),
      month: fiscalYearStart,
      day: 1,
    });
    return quarter === undefined
      ? span(start, 12, text)
      : span(start.add({ months: (Number(quarter) - 1) * 3 }), 3, text);
  }
  const month = `${text}-01`;
  if (/^\d{4}-\d\d$/.test(text) && isDate(month)) return periodOf(month, 'month', calendar);
  if (isDate(text)) return periodOf(text, 'day', calendar);
  throw wrong('expected 2017, 2017-Q1, 2017-03, 2017-03-31 or 2017-01-01..2017-04-01');
};

const isDate = (text: string | undefined): text is LocalDate => LocalDate.safeParse(text).success;
