import {
  daysBetween,
  type Instant,
  intervalOf,
  type LocalDate,
  localDate,
  type Period,
  type Zone,
} from '@presales/kernel';

/** The days of a zone, remembered, because a report asks again and again for the same instants. */
export interface DaysOfZone {
  readonly dateOf: (at: Instant) => LocalDate;
  /** Calendar days from one instant's day to another's, never below zero. */
  readonly between: (from: Instant, to: Instant) => number;
}

/** The days of a zone. */
export const daysOf = (zone: Zone): DaysOfZone => {
  const known = new Map<Instant, Day>();
  const dayOf = (at: Instant): Day => {
    const day = known.get(at);
    if (day !== undefined) return day;
    const date = localDate(at, zone);
    const found = { date, number: daysBetween('1970-01-01', date) };
    known.set(at, found);
    return found;
  };
  return {
    dateOf: (at) => dayOf(at).date,
    between: (from, to) => Math.max(0, dayOf(to).number - dayOf(from).number),
  };
};

/** A day, and its number, counted from the first day of 1970. */
interface Day {
  readonly date: LocalDate;
  readonly number: number;
}

/** Whether an instant lies in a period of a zone; without a period every instant does. */
export const within = (period: Period | undefined, zone: Zone): ((at: Instant) => boolean) => {
  if (period === undefined) return () => true;
  const { start, end } = intervalOf(period, zone);
  return (at) => start <= at && at < end;
};
