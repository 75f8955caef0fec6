import { type Instant, type LocalDate, localDate } from '@presales/kernel';
import type { InquiryHeader } from '../values/header.ts';

/**
 * The last day on which the customer waits, if that day is over at a moment; undefined while it
 * lasts, or where none was named. The day counts to its end in the inquiry's zone (B20 says the same
 * of quotations), or in UTC where the inquiry names none.
 */
export const overdue = (
  { validUntil, zone = 'UTC' }: InquiryHeader,
  at: Instant,
): LocalDate | undefined =>
  validUntil !== undefined && localDate(at, zone) > validUntil ? validUntil : undefined;
