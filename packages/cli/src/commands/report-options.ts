import {
  type BusinessCalendar,
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
import { type Command, InvalidArgumentError, Option } from 'commander';

/** The times that a question is asked with, and the calendar of its days. */
export interface TimeOptions {
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly zone: Zone;
  readonly fiscalYearStart: number;
}

/** What every report is asked with, as commander hands it over. */
export interface ReportOptions extends TimeOptions {
  readonly period?: string;
  readonly currency?: CurrencyCode;
  readonly json?: boolean;
}

/** Adds the options that every report has. */
export const withReportOptions = (command: Command): Command =>
  withTimeOptions(
    command
      .option('--currency <code>', "the figures' currency; by default the house's own", currency)
      .option('--period <period>', '2025, 2025-Q1, 2025-03, 2025-03-31 or 2025-01-01..2025-04-01'),
  ).option('--json', 'the whole report as JSON');

/** Adds the options that say when. */
export const withTimeOptions = (command: Command): Command =>
  command
    .option('--as-of <when>', 'only what had happened by then: a day (its end) or an instant')
    .option('--known-at <when>', 'only what was recorded by then: a day, an instant, a position')
    .addOption(
      new Option('--zone <zone>', 'the time zone that days are counted in')
        .default('UTC')
        .argParser(zone),
    )
    .addOption(
      new Option(
        '--fiscal-year-start <month>',
        'the month that the fiscal year begins in; it is named by the year it ends in',
      )
        .default(1)
        .argParser(month),
    );

const currency = (text: string): CurrencyCode => {
  const parsed = CurrencyCode.safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError('Expected a code such as EUR.');
  return parsed.data;
};

const zone = (text: string): Zone => {
  const parsed = Zone.safeParse(text);
  if (!parsed.success)
    throw new InvalidArgumentError('Expected an IANA time zone such as Europe/Bucharest.');
  return parsed.data;
};

const month = (text: string): number => {
  if (!/^([1-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError('Expected 1 to 12.');
  return Number(text);
};

/** A whole number above zero. */
export const positive = (text: string): number => {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('Expected a number from 1.');
  return Number(text);
};

/** A whole number from zero. */
export const natural = (text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Expected a number from 0.');
  return Number(text);
};

/** The part of every query that these options say. */
export interface Asked {
  readonly calendar: BusinessCalendar;
  readonly asOf?: Instant;
  readonly knownAt?: KnownAt;
  readonly period?: Period;
}

/**
 * The options as query parameters; what was not said is absent.
 *
 * @throws InvalidInput for a period, InvalidArgumentError for a time that is none
 */
export const askedOf = (options: TimeOptions & Pick<ReportOptions, 'period'>): Asked => {
  const calendar: BusinessCalendar = {
    zone: options.zone,
    fiscalYearStart: options.fiscalYearStart,
  };
  return {
    calendar,
    ...(options.asOf === undefined ? {} : { asOf: asOf(options.asOf, calendar.zone) }),
    ...(options.knownAt === undefined ? {} : { knownAt: knownAt(options.knownAt, calendar.zone) }),
    ...(options.period === undefined ? {} : { period: parsePeriod(options.period, calendar) }),
  };
};

/** What had happened "by a day" had happened before the next one begins. */
const asOf = (text: string, zone: Zone): Instant =>
  LocalDate.safeParse(text).success ? endOfDay(text, zone) : instantOf('--as-of', text);

/** What was known "by a day" was recorded up to its last millisecond. */
const knownAt = (text: string, zone: Zone): KnownAt => {
  if (/^\d+$/.test(text)) return BigInt(text);
  if (LocalDate.safeParse(text).success) return instant(Date.parse(endOfDay(text, zone)) - 1);
  return instantOf('--known-at', text);
};

/** Instants may be written shorter than they are stored: `2025-03-01T09:30Z`, or with an offset. */
const instantOf = (option: string, text: string): Instant => {
  // `Date.parse` takes the 30th of February for the 2nd of March; the day is looked at first.
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
