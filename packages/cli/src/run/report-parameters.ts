import {
  BusinessCalendar,
  CurrencyCode,
  endOfDay,
  Instant,
  instant,
  LocalDate,
  type Period,
  parsePeriod,
  Zone,
} from '@presales/kernel';
import type { KnownAt } from '@presales/projections';
import { type Command, InvalidArgumentError } from 'commander';
import type { ReportOptions, TimeOptions } from '../commands/report-options.ts';
import { invalidOption } from './invalid-option.ts';

/** The times that a query is asked with, and the calendar of its days. */
export interface TimeParameters {
  readonly calendar: BusinessCalendar;
  readonly asOf?: Instant;
  readonly knownAt?: KnownAt;
}

/** The parameters that the queries of all reports share. */
export interface ReportParameters extends TimeParameters {
  readonly period?: Period;
  readonly currency?: CurrencyCode;
  readonly via?: CurrencyCode;
}

/**
 * The options of a report as query parameters; what was not typed is absent.
 *
 * @throws InvalidInput for a wrong period, CommanderError for any other wrong value
 */
export const reportParameters = (options: ReportOptions, command: Command): ReportParameters => {
  const { currency, via, period } = options;
  for (const [option, code] of Object.entries({ '--currency': currency, '--via': via }))
    if (code !== undefined && !CurrencyCode.safeParse(code).success)
      invalidOption(command, option, code, 'Expected a code such as EUR.');
  const times = timeParameters(options, command);
  return {
    ...times,
    ...(currency === undefined ? {} : { currency }),
    ...(via === undefined ? {} : { via }),
    ...(period === undefined ? {} : { period: parsePeriod(period, times.calendar) }),
  };
};

/**
 * The options that say when, as query parameters; what was not typed is absent.
 *
 * @throws CommanderError for a wrong value
 */
export const timeParameters = (options: TimeOptions, command: Command): TimeParameters => {
  const { asOf, knownAt, zone } = options;
  if (!Zone.safeParse(zone).success)
    invalidOption(command, '--zone', zone, 'Expected an IANA time zone such as Europe/Bucharest.');
  return {
    calendar: calendarOf(options, command),
    ...(asOf === undefined ? {} : { asOf: readAsOf(asOf, zone) }),
    ...(knownAt === undefined ? {} : { knownAt: readKnownAt(knownAt, zone) }),
  };
};

const calendarOf = (
  { zone, fiscalYearStart: start, fiscalYearNamedBy }: TimeOptions,
  command: Command,
): BusinessCalendar => {
  const calendar: BusinessCalendar = {
    zone,
    ...start,
    ...(fiscalYearNamedBy === 'end' ? {} : { fiscalYearNamedBy }),
  };
  if (!BusinessCalendar.safeParse(calendar).success)
    invalidOption(
      command,
      '--fiscal-year-start',
      `${start.fiscalYearStart}-${start.fiscalYearStartDay}`,
      'Expected a day that the month has in every year.',
    );
  return calendar;
};

/** What had happened "by a day" had happened before the next one begins. */
const readAsOf = (text: string, zone: Zone): Instant =>
  LocalDate.safeParse(text).success ? endOfDay(text, zone) : readInstant('--as-of', text);

/** What was known "by a day" was recorded up to its last millisecond. */
const readKnownAt = (text: string, zone: Zone): KnownAt => {
  if (/^\d+$/.test(text)) return BigInt(text);
  if (LocalDate.safeParse(text).success) return instant(Date.parse(endOfDay(text, zone)) - 1);
  return readInstant('--known-at', text);
};

/** Instants may be written shorter than they are stored: `2025-03-01T09:30Z`, or with an offset. */
const readInstant = (option: string, text: string): Instant => {
  // `Date.parse` takes the 30th of February for the 2nd of March; so the day is checked first.
  const time =
    LocalDate.safeParse(text.slice(0, 10)).success &&
    /^.{10}T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text)
      ? Date.parse(text)
      : Number.NaN;
  if (Number.isNaN(time))
    throw new InvalidArgumentError(
      `option '${option}' argument '${text}' is invalid. Expected a day such as 2025-03-31 or an instant such as 2025-03-31T18:00Z.`,
    );
  return Instant.parse(instant(time));
};
