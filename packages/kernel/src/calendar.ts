import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { InvalidInput } from './errors.ts';
import type { Instant, LocalDate } from './instant.ts';
import { instant } from './instant.ts';

const isZone = (zone: string): boolean => {
  try {
    Temporal.PlainDate.from('2026-01-01').toZonedDateTime(zone);
    return true;
  } catch {
    return false;
  }
};

/** An IANA time zone: `Europe/Bucharest`, `UTC`. */
export const Zone = z.string().refine(isZone, {
  error: 'expected an IANA time zone such as "Europe/Bucharest"',
});
export type Zone = z.infer<typeof Zone>;

/** Where and when a business counts its days (decision 19). */
export interface BusinessCalendar {
  readonly zone: Zone;
  /** The month the fiscal year begins in, 1 to 12. A fiscal year is named by the year it ends in. */
  readonly fiscalYearStart: number;
}

/** UTC, fiscal year from January. */
export const defaultCalendar: BusinessCalendar = { zone: 'UTC', fiscalYearStart: 1 };

/** A stretch of days: `start` belongs to it, `end` does not. */
export interface Period {
  readonly start: LocalDate;
  readonly end: LocalDate;
  /** What people call it: `2017-Q1`, `2017-03`. */
  readonly label: string;
}

/** A stretch of time: `start` belongs to it, `end` does not. */
export interface Interval {
  readonly start: Instant;
  readonly end: Instant;
}

export type PeriodUnit = 'day' | 'month' | 'quarter' | 'year';

/** The instant at which a day begins in a zone. */
export const startOfDay = (date: LocalDate, zone: Zone): Instant =>
  instant(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds);

/** The day that an instant falls on in a zone. */
export const localDate = (at: Instant, zone: Zone): LocalDate =>
  zone === 'UTC'
    ? at.slice(0, 10)
    : Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();

/** A day so many days later, or earlier. */
export const addDays = (date: LocalDate, days: number): LocalDate =>
  Temporal.PlainDate.from(date).add({ days }).toString();

/** The number of days from one date to another. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;

/** A period's instants in the calendar's zone, half-open. */
export const intervalOf = (period: Pick<Period, 'start' | 'end'>, zone: Zone): Interval => ({
  start: startOfDay(period.start, zone),
  end: startOfDay(period.end, zone),
});

/** The first instant after a day: "as of" a date means its whole day is over. */
export const endOfDay = (date: LocalDate, zone: Zone): Instant =>
  startOfDay(addDays(date, 1), zone);

/** The period of a unit that a day falls in. */
export const periodOf = (date: LocalDate, unit: PeriodUnit, calendar: BusinessCalendar): Period => {
  const day = Temporal.PlainDate.from(date);
  const { fiscalYearStart } = calendar;
  switch (unit) {
    case 'day':
      return { start: date, end: addDays(date, 1), label: date };
    case 'month': {
      const start = day.with({ day: 1 });
      return span(start, 1, start.toPlainYearMonth().toString());
    }
    case 'quarter': {
      const month = (day.month - fiscalYearStart + 12) % 12;
      const start = day.with({ day: 1 }).subtract({ months: month % 3 });
      return span(start, 3, `${fiscalYear(day, calendar)}-Q${Math.floor(month / 3) + 1}`);
    }
    case 'year': {
      const month = (day.month - fiscalYearStart + 12) % 12;
      const start = day.with({ day: 1 }).subtract({ months: month });
      return span(start, 12, `${fiscalYear(day, calendar)}`);
    }
  }
};

const span = (start: Temporal.PlainDate, months: number, label: string): Period => ({
  start: start.toString(),
  end: start.add({ months }).toString(),
  label,
});

const fiscalYear = (day: Temporal.PlainDate, { fiscalYearStart }: BusinessCalendar): number =>
  fiscalYearStart > 1 && day.month >= fiscalYearStart ? day.year + 1 : day.year;

/** The periods of a unit, in order, that together cover the days from `start` up to `end`. */
export const periodsBetween = (
  start: LocalDate,
  end: LocalDate,
  unit: PeriodUnit,
  calendar: BusinessCalendar,
): readonly Period[] => {
  const periods: Period[] = [];
  let at = start;
  while (at < end) {
    const period = periodOf(at, unit, calendar);
    periods.push(period);
    at = period.end;
  }
  return periods;
};

/**
 * A period from what people write: `2017`, `2017-Q1`, `2017-03`, `2017-03-31`, or
 * `2017-01-01..2017-04-01` (the end not included).
 *
 * @throws InvalidInput
 */
export const parsePeriod = (text: string, calendar: BusinessCalendar): Period => {
  const { fiscalYearStart } = calendar;
  const ofFiscalYear = (year: number): Temporal.PlainDate =>
    Temporal.PlainDate.from({
      year: fiscalYearStart > 1 ? year - 1 : year,
      month: fiscalYearStart,
      day: 1,
    });
  try {
    const range = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(text);
    if (range?.[1] !== undefined && range[2] !== undefined) {
      const [start, end] = [Temporal.PlainDate.from(range[1]), Temporal.PlainDate.from(range[2])];
      if (Temporal.PlainDate.compare(start, end) < 0)
        return { start: start.toString(), end: end.toString(), label: text };
    }
    const quarter = /^(\d{4})-Q([1-4])$/.exec(text);
    if (quarter)
      return span(
        ofFiscalYear(Number(quarter[1])).add({ months: (Number(quarter[2]) - 1) * 3 }),
        3,
        text,
      );
    if (/^\d{4}$/.test(text)) return span(ofFiscalYear(Number(text)), 12, text);
    if (/^\d{4}-\d\d$/.test(text)) return span(Temporal.PlainDate.from(`${text}-01`), 1, text);
    if (/^\d{4}-\d\d-\d\d$/.test(text))
      return periodOf(Temporal.PlainDate.from(text).toString(), 'day', calendar);
  } catch {
    // Falls through to the one error below: a date such as 2017-02-30 fits no form.
  }
  throw new InvalidInput(`period ${JSON.stringify(text)}`, [
    { path: '', expected: 'expected 2017, 2017-Q1, 2017-03, 2017-03-31 or 2017-01-01..2017-04-01' },
  ]);
};
