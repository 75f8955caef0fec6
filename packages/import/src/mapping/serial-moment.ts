import { addDays } from '@presales/kernel';
import type { MomentReader } from './moment.ts';
import type { NumberMarks } from './number-marks.ts';
import { digitsOf } from './number-text.ts';

const DAY = 86_400_000;

/**
 * The days that spreadsheets count, whole ones without a time of day. Those of Windows count from 1900,
 * and count a 29 February 1900 that there never was; those of old Macintoshes count from 1904.
 */
export const excelMoment =
  (system: 1900 | 1904, marks: NumberMarks): MomentReader =>
  (text) => {
    const serial = Number(digitsOf(text, marks) ?? Number.NaN);
    const days = Math.floor(serial);
    const first = system === 1900 ? 1 : 0;
    if (!(days >= first && days <= LAST_SERIAL[system]) || (system === 1900 && days === 60))
      return undefined;
    const epoch = system === 1904 ? '1904-01-01' : days < 60 ? '1899-12-31' : '1899-12-30';
    const date = addDays(epoch, days);
    if (serial === days) return { date };
    // A fraction has at most fifteen digits with its day, which is finer than a millisecond.
    const at = new Date(Math.min(Math.round((serial - days) * DAY), DAY - 1));
    return { date, time: at.toISOString().slice(11, -1) };
  };

/** The serial of 31 December 9999. */
const LAST_SERIAL = { 1900: 2_958_465, 1904: 2_957_003 } as const;

/** Seconds or milliseconds since 1970, in UTC. */
export const epochMoment =
  (unit: 'seconds' | 'milliseconds', marks: NumberMarks): MomentReader =>
  (text) => {
    const decimal = digitsOf(text, marks);
    if (decimal === undefined) return undefined;
    const at = new Date(Math.floor(Number(decimal) * (unit === 'seconds' ? 1000 : 1)));
    const iso = Number.isNaN(at.getTime()) ? '' : at.toISOString();
    return /^\d{4}-/.test(iso)
      ? { date: iso.slice(0, 10), time: iso.slice(11, -1), offset: 'Z' }
      : undefined;
  };
