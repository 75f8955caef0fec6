import { z } from 'zod';
import { InvalidInput } from './errors.ts';

const instantPattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const datePattern = /^\d{4}-\d\d-\d\d$/;

/** Whether this is an instant, whatever it is. Every month has 28 days; whether it has more is looked up. */
export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' &&
  instantPattern.test(value) &&
  (value.slice(8, 10) <= '28' || new Date(value).toISOString() === value);

/**
 * A moment: ISO 8601 in UTC, fixed width with milliseconds (`2026-03-01T09:30:00.000Z`), so that
 * instants sort as text and read back from JSON unchanged.
 */
export const Instant = z.string().refine(isInstant, {
  error: 'expected an instant such as "2026-03-01T09:30:00.000Z"',
});
export type Instant = z.infer<typeof Instant>;

/** A day on the calendar without a time or zone: `2026-03-01`. */
export const LocalDate = z
  .string()
  .refine((text) => datePattern.test(text) && isInstant(`${text}T00:00:00.000Z`), {
    error: 'expected a date such as "2026-03-01"',
  });
export type LocalDate = z.infer<typeof LocalDate>;

/** The first instant there is: text of fixed width begins with the year 0. */
export const BEGINNING_OF_TIME: Instant = '0000-01-01T00:00:00.000Z';

/** The last instant there is: text of fixed width ends with the year 9999. */
export const END_OF_TIME: Instant = '9999-12-31T23:59:59.999Z';

/**
 * The instant of a `Date` or of milliseconds since 1970.
 *
 * @throws InvalidInput for no time, and for one outside the years 0 to 9999
 */
export const instant = (time: Date | number): Instant => {
  const milliseconds = Number(time);
  if (!(milliseconds >= firstTime && milliseconds <= lastTime))
    throw new InvalidInput(`instant ${milliseconds}`, [
      { path: '', expected: 'expected a time in the years 0 to 9999' },
    ]);
  return new Date(milliseconds).toISOString();
};

const firstTime = Date.parse(BEGINNING_OF_TIME);
const lastTime = Date.parse(END_OF_TIME);
