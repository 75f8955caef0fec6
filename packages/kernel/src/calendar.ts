import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import {
  BEGINNING_OF_TIME,
  END_OF_TIME,
  type Instant,
  instant,
  type LocalDate,
} from './instant.ts';

const isZone = (zone: string): boolean => {
  try {
    // Temporal takes other spellings and fixed offsets too; one zone has one name here.
    return /^[A-Z]/i.test(zone) && midnight('2026-01-01', zone).timeZoneId === zone;
  } catch {
    return false;
  }
};

/** An IANA time zone, spelt as IANA spells it: `Europe/Bucharest`, `UTC`. */
export const Zone = z.string().refine(isZone, {
  error: 'expected an IANA time zone such as "Europe/Bucharest"',
});
export type Zone = z.infer<typeof Zone>;

/** How many days each month has in every year: February has 28. */
const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Where and when a business counts its days (B19). */
export const BusinessCalendar = z
  .strictObject({
    zone: Zone,
    /** The month the fiscal year begins in, 1 to 12. */
    fiscalYearStart: z.int().min(1).max(12),
    /**
     * The day of that month, as in a year that begins on 6 April. By default the first. A day that
     * some years lack is refused.
     */
    fiscalYearStartDay: z.int().min(1).max(31).optional(),
    /** By which calendar year a fiscal year is named: that of its first or of its last day. By default `end`. */
    fiscalYearNamedBy: z.enum(['start', 'end']).optional(),
  })
  .readonly()
  .refine(
    ({ fiscalYearStart, fiscalYearStartDay = 1 }) =>
      fiscalYearStartDay <= (daysOfMonth[fiscalYearStart - 1] ?? 31),
    { error: 'expected a day that the month has in every year', path: ['fiscalYearStartDay'] },
  );
export type BusinessCalendar = z.infer<typeof BusinessCalendar>;

/** UTC, fiscal year from January. */
export const defaultCalendar: BusinessCalendar = { zone: 'UTC', fiscalYearStart: 1 };

/** A stretch of time: `start` belongs to it, `end` does not. */
export interface Interval {
  readonly start: Instant;
  readonly end: Instant;
}

/** The last day there is: "valid for ever" is written so. */
export const LAST_DAY: LocalDate = '9999-12-31';

/** The start of a day, which is not midnight where clocks are put forward at midnight. */
const midnight = (date: LocalDate, zone: Zone): Temporal.ZonedDateTime =>
  Temporal.PlainDate.from(date).toZonedDateTime(zone);

/** The first day there is: instants begin with the year 0. */
const FIRST_DAY: LocalDate = '0000-01-01';

/**
 * A day as text, the first or last day there is in place of any before or after it: longer years
 * would not sort.
 */
export const dateText = (date: Temporal.PlainDate): LocalDate => {
  if (date.year > 9999) return LAST_DAY;
  return date.year < 0 ? FIRST_DAY : date.toString();
};

/**
 * The instant at which a day begins in a zone. Where clocks are ahead of UTC, the first day there is
 * would begin before the first instant, and begins with it.
 */
export const startOfDay = (date: LocalDate, zone: Zone): Instant => {
  const start = midnight(date, zone).epochMilliseconds;
  return date === FIRST_DAY && start < Date.parse(BEGINNING_OF_TIME)
    ? BEGINNING_OF_TIME
    : instant(start);
};

/** The first instant after a day: "as of" a date means its whole day is over. */
export const endOfDay = (date: LocalDate, zone: Zone): Instant =>
  date === LAST_DAY ? END_OF_TIME : startOfDay(addDays(date, 1), zone);

/**
 * The instant at which a zone's clocks show a date and time (`2026-03-01T09:30:00.000`). A time that
 * a clock change skips is read as if the change had not been; of one that comes twice the first counts.
 */
export const atLocalTime = (dateTime: string, zone: Zone): Instant =>
  instant(Temporal.PlainDateTime.from(dateTime).toZonedDateTime(zone).epochMilliseconds);

/** The day that an instant falls on in a zone. */
export const localDate = (at: Instant, zone: Zone): LocalDate =>
  zone === 'UTC'
    ? at.slice(0, 10)
    : dateText(Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate());

/**
 * The last instant that a time can stand for: what stands at the very start of a day, in one of the
 * zones or in UTC, may be a date without a time, and stands for the whole day.
 */
export const lastMeantBy = (at: Instant, ...zones: readonly (Zone | undefined)[]): Instant => {
  // Zones differ from UTC by quarters of an hour, so that no other instant can begin a day.
  if (!/:(?:00|15|30|45):00\.000Z$/.test(at)) return at;
  for (const zone of [...zones, 'UTC']) {
    if (zone === undefined) continue;
    const day = localDate(at, zone);
    if (day !== FIRST_DAY && startOfDay(day, zone) === at)
      return instant(Date.parse(endOfDay(day, zone)) - 1);
  }
  return at;
};

/** A day so many days later, or earlier; never later than the last day there is. */
export const addDays = (date: LocalDate, days: number): LocalDate =>
  dateText(Temporal.PlainDate.from(date).add({ days }));

/** The same day so many months later, or earlier; the last of a month that is shorter. */
export const addMonths = (date: LocalDate, months: number): LocalDate =>
  dateText(Temporal.PlainDate.from(date).add({ months }));

/** The number of days from one date to another. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;

/** The instants of a stretch of days in a zone, half-open as the days are. */
export const intervalOf = (
  period: { readonly start: LocalDate; readonly end: LocalDate },
  zone: Zone,
): Interval => ({
  start: startOfDay(period.start, zone),
  end: startOfDay(period.end, zone),
});
