import { type Instant, type LocalDate, localDate } from '@presales/kernel';
import type { InquiryHeader } from '../values/header.ts';

/**
 * The last day the customer waits where it is over at a moment; undefined while it lasts, or where
 * none was named. It runs through its end in the inquiry's zone (as B20 has it for
 * quotations), in UTC where the inquiry names none.
 */
export const overdue = (
  { validUntil, zone = 'UTC' }: InquiryHeader,
  at: Instant,
): LocalDate | undefined =>
  validUntil !== undefined && localDate(at, zone) > validUntil ? validUntil : undefined;
