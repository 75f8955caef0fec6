import {
  daysBetween,
  endOfDay,
  type Instant,
  instant,
  localDate,
  startOfDay,
  type Zone,
} from '@presales/kernel';

/** When something happened, as exactly as is known (B35). */
export interface Moment {
  readonly at: Instant;
  /** The last instant that it may have happened at: the end of the day where only that is known. */
  readonly through: Instant;
  /** Its day, counted from the first day of 1970. */
  readonly day: number;
}

/** When something happened, for what has a zone of its own perhaps. */
export type MomentOf = (at: Instant, zone?: Zone | null) => Moment;

/**
 * A day is not an instant: what stands at the very start of a day, of its own zone, of the report's or
 * of UTC, is known by its day alone, because a date without a time is written so. It may have happened
 * on any time of that day. Moments are remembered, as a report asks for the same again and again.
 */
export const momentsIn = (reportZone: Zone): MomentOf => {
  const known = new Map<string, Moment>();
  return (at, zone) => {
    const key = zone ? `${at} ${zone}` : at;
    const before = known.get(key);
    if (before !== undefined) return before;
    const moment = momentOf(at, [...(zone ? [zone] : []), reportZone, 'UTC'], reportZone);
    known.set(key, moment);
    return moment;
  };
};

const momentOf = (at: Instant, zones: readonly Zone[], reportZone: Zone): Moment => {
  // Zones differ from UTC by quarters of an hour, so that no other instant can begin a day.
  const dayZone = /:(?:00|15|30|45):00\.000Z$/.test(at)
    ? zones.find((zone) => startOfDay(localDate(at, zone), zone) === at)
    : undefined;
  const date = localDate(at, dayZone ?? reportZone);
  return {
    at,
    through: dayZone === undefined ? at : instant(Date.parse(endOfDay(date, dayZone)) - 1),
    day: daysBetween('1970-01-01', date),
  };
};
