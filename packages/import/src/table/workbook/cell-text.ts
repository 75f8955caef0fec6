import { plainDecimal } from '../plain-decimal.ts';
import type { Shown } from './number-format.ts';

/** How the numbers of a workbook become text. */
export interface NumberText {
  /** Whether days are counted from 1904, as Excel for the Macintosh once did. */
  readonly from1904: boolean;
  /** The decimal mark to write. */
  readonly decimal: string;
}

/**
 * A number of a workbook as text. Excel computes in binary and shows at most fifteen digits; so
 * many are meant, and 0.30000000000000004 is 0.3. Days are ISO dates, with the time where there is
 * one or the format shows one.
 *
 * @param stored the number as the workbook has it
 */
export const numberText = (stored: string, shown: Shown, how: NumberText): string => {
  const value = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(value)) return stored;
  const number = () => plainDecimal(value.toExponential(14)).replace('.', how.decimal);
  if (shown === 'number' || value < 0 || value >= 2_958_466) return number();
  const milliseconds = Math.round(value * dayLength);
  if (shown === 'duration') return clock(Math.floor(milliseconds / hour), milliseconds % hour);
  const days = Math.floor(milliseconds / dayLength);
  const within = milliseconds % dayLength;
  const time = clock(Math.floor(within / hour), within % hour);
  if (shown === 'time' && days === 0) return time;
  const date = dateText(days, how.from1904);
  return shown === 'date' && within === 0 ? date : `${date}T${time}`;
};

const hour = 3_600_000;
const dayLength = 24 * hour;

/**
 * The date of a day's number. Excel believes that 1900 was a leap year: its day 60 never was, and
 * its day 0 neither; they are written as it shows them, and nobody reads them as dates.
 */
const dateText = (days: number, from1904: boolean): string => {
  if (from1904) return isoDate(Date.UTC(1904, 0, 1 + days));
  if (days === 0) return '1900-01-00';
  if (days === 60) return '1900-02-29';
  return isoDate(Date.UTC(1899, 11, days < 60 ? 31 + days : 30 + days));
};

const isoDate = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

const clock = (hours: number, rest: number): string => {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const milliseconds = rest % 1_000;
  const fraction = milliseconds === 0 ? '' : `.${String(milliseconds).padStart(3, '0')}`;
  return `${two(hours)}:${two(rest / 60_000)}:${two((rest % 60_000) / 1_000)}${fraction}`;
};

/** Text of a workbook, in which control characters are written `_x000D_`. */
export const plainText = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
