import { addDays, daysBetween, InvalidInput, type LocalDate } from '@presales/kernel';
import type { TargetGoal, TargetPeriod } from '../vocabulary.ts';
import { splitGoal } from './distribution.ts';

/** Which days count: all, or Monday to Friday without holidays. */
export type DayBasis = 'calendar-days' | 'working-days';

/** A part of a goal, and how it was computed. */
export interface ProRata {
  readonly goal: TargetGoal;
  readonly basis: DayBasis;
  /** The days that count. */
  readonly days: number;
  /** The days of the whole period. */
  readonly of: number;
}

/** How days are counted. */
export interface ProRataOptions {
  readonly basis: DayBasis;
  /** Days that do not count as working days. Weekends never do, whether listed or not. */
  readonly holidays?: readonly LocalDate[];
}

/**
 * The part of a period's goal for somebody who is there for a part of it only: who joins or leaves
 * in the middle of it. It is in proportion to the days, rounded half up to the minor unit, or to
 * one; the basis is stated with the result, because the bases differ.
 *
 * @throws InvalidInput for a period without a single working day, where those count
 */
export const proRata = (
  goal: TargetGoal,
  period: TargetPeriod,
  present: TargetPeriod,
  { basis, holidays = [] }: ProRataOptions,
): ProRata => {
  const count = basis === 'calendar-days' ? calendarDays : workingDays(new Set(holidays));
  const of = count(period);
  if (of === 0)
    throw new InvalidInput('period', [{ path: '', expected: 'expected a working day in it' }]);
  const start = period.start > present.start ? period.start : present.start;
  const end = period.end < present.end ? period.end : present.end;
  const days = start < end ? count({ start, end }) : 0;
  const [part = goal] = splitGoal(goal, [days, of - days]);
  return { goal: part, basis, days, of };
};

const calendarDays = ({ start, end }: TargetPeriod): number => daysBetween(start, end);

const workingDays =
  (holidays: ReadonlySet<LocalDate>) =>
  ({ start, end }: TargetPeriod): number => {
    const days = weekdaysUntil(end) - weekdaysUntil(start);
    const off = [...holidays].filter(
      (day) => start <= day && day < end && weekdaysUntil(addDays(day, 1)) > weekdaysUntil(day),
    );
    return days - off.length;
  };

/** How many days from Monday to Friday there were before a day, counted from the year 0. */
const weekdaysUntil = (day: LocalDate): number => {
  // The year 0 began on a Saturday: five days into its week.
  const days = 5 + daysBetween('0000-01-01', day);
  return Math.floor(days / 7) * 5 + Math.min(days % 7, 5);
};
