import {
  atLocalTime,
  type Instant,
  InvalidInput,
  instant,
  type LocalDate,
  localDate,
  startOfDay,
} from '@presales/kernel';

/** A date or a date with a time, as a cell has it. */
export interface Moment {
  readonly date: LocalDate;
  /** `HH:mm:ss.SSS`; absent where the cell has a date alone. */
  readonly time?: string;
  /** `Z` or `+02:00`; absent where the cell leaves it to the zone. */
  readonly offset?: string;
}

/**
 * The moment's instant; a date alone is the beginning of its day. There is none outside the years
 * 0 to 9999, which a zone or an offset can lead to.
 */
export const instantOf = (moment: Moment, zone: string): Instant | undefined => {
  try {
    return unboundedInstant(moment, zone);
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
};

const unboundedInstant = ({ date, time, offset }: Moment, zone: string): Instant => {
  if (time === undefined) return zone === 'UTC' ? `${date}T00:00:00.000Z` : startOfDay(date, zone);
  if (offset !== undefined) return instant(new Date(`${date}T${time}${offset}`));
  return zone === 'UTC' ? `${date}T${time}Z` : atLocalTime(`${date}T${time}`, zone);
};

/** The day of a moment in a zone. */
export const dayOf = (moment: Moment, zone: string): LocalDate | undefined => {
  if (moment.offset === undefined) return moment.date;
  const at = instantOf(moment, zone);
  return at === undefined ? undefined : localDate(at, zone);
};

/** Reads moments of one format. */
export type MomentReader = (text: string) => Moment | undefined;
