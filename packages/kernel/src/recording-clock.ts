import { InvalidInput } from './errors.ts';
import { EventLogError } from './event-log.ts';
import { Instant, isInstant } from './instant.ts';

/** By what a log records. */
export interface RecordingClockOptions {
  /** The hour. */
  readonly now: () => Instant;
  /**
   * How far the clock may run ahead of the last event of the log, in milliseconds. A log's time never
   * runs backwards, so an hour from the far future, once recorded, is the hour of every later event;
   * a greater leap is therefore taken for a wrong clock, and refused before anything is stored. By
   * default 366 days: a log may rest for a year. `Infinity` takes every hour.
   */
  readonly clockAhead?: number;
}

/**
 * The hour at which to record, after the last event was recorded at `last` (empty for a log without
 * events). A `last` that is no instant, as another program may have stored it, is no hour to compare
 * with.
 *
 * @throws InvalidInput when the clock gives no instant
 * @throws EventLogError `event-log/clock-ahead`
 */
export type RecordingClock = (last: Instant) => Instant;

const day = 86_400_000;
const defaultClockAhead = 366 * day;

/**
 * The clock of the log of that name, checked each time it is asked.
 *
 * @throws InvalidInput for a `clockAhead` that is no number from 0
 */
export const recordingClock = (
  name: string,
  { now, clockAhead = defaultClockAhead }: RecordingClockOptions,
): RecordingClock => {
  if (!(clockAhead >= 0))
    throw new InvalidInput(name, [
      { path: 'clockAhead', expected: `expected milliseconds from 0, got ${clockAhead}` },
    ]);
  return (last) => {
    const hour = hourOf(now);
    if (!isInstant(last)) return hour;
    const ahead = Date.parse(hour) - Date.parse(last);
    if (ahead > clockAhead) throw tooFarAhead(name, hour, last, { ahead, clockAhead });
    return hour;
  };
};

/**
 * What a clock says, if it is an instant.
 *
 * @throws InvalidInput that names the clock and what it said
 */
export const hourOf = (now: () => unknown): Instant => {
  const said = now();
  const { success, data } = Instant.safeParse(said);
  if (success) return data;
  const found = typeof said === 'string' ? JSON.stringify(said) : String(said);
  throw new InvalidInput('the clock', [
    { path: '', expected: `expected an instant such as "2026-03-01T09:30:00.000Z", got ${found}` },
  ]);
};

const tooFarAhead = (
  name: string,
  hour: Instant,
  last: Instant,
  { ahead, clockAhead }: { readonly ahead: number; readonly clockAhead: number },
): EventLogError =>
  new EventLogError(
    'event-log/clock-ahead',
    `${name}: the clock says ${hour}, which is ${length(ahead)} after the last event was recorded (${last}); at most ${length(clockAhead)} are taken, because no later event could ever be recorded before that hour. Nothing was stored. Put the clock right; if it is right, and the log has rested for so long, open it once with a greater \`clockAhead\` (--clock-ahead DAYS on the command line)`,
  );

/** In days, and less than one in milliseconds: a bound that was given in days by mistake is seen. */
const length = (milliseconds: number): string =>
  milliseconds < day
    ? `${milliseconds.toLocaleString('en-US')} ms`
    : `${(milliseconds / day).toLocaleString('en-US', { maximumFractionDigits: 3 })} days`;
