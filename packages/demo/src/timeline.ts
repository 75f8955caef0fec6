import { type Instant, instant, type LocalDate } from '@presales/kernel';

/** The demo's year. */
export const YEAR = 2025;

/** Where the house is: its days and the validity of its quotations are counted there. */
export const ZONE = 'Europe/Bucharest';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The office is open from 6 to 15 o'clock UTC, which is 8 or 9 to 17 or 18 in Bucharest. */
const OPENS = 6;
const CLOSES = 15;

/** A moment of the story in milliseconds since 1970; arithmetic is easier on numbers. */
export type Moment = number;

/** A day of the demo's year, its months counted from 1, at the hour the office opens. */
export const morningOf = (month: number, day: number): Moment =>
  Date.UTC(YEAR, month - 1, day, OPENS);

/** The first moment after the story. */
export const END: Moment = Date.UTC(YEAR + 1, 0, 1);

/** The moment as an instant. */
export const at = (moment: Moment): Instant => instant(moment);

/** The day of a moment; office hours lie within one day in UTC and in Bucharest. */
export const dayOf = (moment: Moment): LocalDate => at(moment).slice(0, 10);

/** A day so many days later. */
export const dayAfter = (moment: Moment, days: number): LocalDate => dayOf(moment + days * DAY);

/** The month of a moment, 1 to 12. */
export const monthOf = (moment: Moment): number => new Date(moment).getUTCMonth() + 1;

/** The moment itself in office hours, else the same minute of the next morning that is worked. */
export const inOfficeHours = (moment: Moment): Moment => {
  const date = new Date(moment);
  const hour = date.getUTCHours();
  const weekday = date.getUTCDay();
  const works = weekday >= 1 && weekday <= 5;
  if (works && hour >= OPENS && hour < CLOSES) return moment;
  const midnight = moment - (moment % DAY);
  const morning = (works && hour < OPENS ? midnight : midnight + DAY) + OPENS * HOUR;
  return inOfficeHours(morning + (moment % HOUR));
};

/** So many minutes later, in office hours. */
export const minutesLater = (moment: Moment, minutes: number): Moment =>
  inOfficeHours(moment + minutes * 60_000);

/** So many days later, in office hours. */
export const daysLater = (moment: Moment, days: number): Moment =>
  inOfficeHours(moment + days * DAY);

/** The later of two moments. */
export const lastOf = (left: Moment, right: Moment): Moment => Math.max(left, right);
