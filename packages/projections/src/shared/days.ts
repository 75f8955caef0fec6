import {
  daysBetween,
  type Instant,
  instant,
  intervalOf,
  type LocalDate,
  localDate,
  type Period,
  type Zone,
} from '@presales/kernel';

/** The days of a zone, remembered: a report asks for the day of the same instants again and again. */
export interface DaysOfZone {
  readonly dateOf: (at: Instant) => LocalDate;
  /** Calendar days from one instant's day to another's, never below zero. */
  readonly between: (from: Instant, to: Instant) => number;
}

/** The days of a zone. */
export const daysOf = (zone: Zone): DaysOfZone => {
  const known = new Map<Instant, LocalDate>();
  const dateOf = (at: Instant): LocalDate => {
    const date = known.get(at) ?? localDate(at, zone);
    known.set(at, date);
    return date;
  };
  return {
    dateOf,
    between: (from, to) => Math.max(0, daysBetween(dateOf(from), dateOf(to))),
  };
};

/** Whether an instant lies in a period of a zone; without a period every instant does. */
export const within = (period: Period | undefined, zone: Zone): ((at: Instant) => boolean) => {
  if (period === undefined) return () => true;
  const { start, end } = intervalOf(period, zone);
  return (at) => start <= at && at < end;
};

/** The last day that counts as of an instant; without one, the last day there is. */
export const lastDayOf = (asOf: Instant | undefined, zone: Zone): LocalDate =>
  asOf === undefined ? '9999-12-31' : localDate(instant(Date.parse(asOf) - 1), zone);
