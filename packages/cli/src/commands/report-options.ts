import { type Command, InvalidArgumentError, Option } from 'commander';

/** The options that say when, and what is asked of the answer, as they were typed. */
export interface TimeOptions {
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly zone: string;
  readonly fiscalYearStart: FiscalYearStart;
  readonly fiscalYearNamedBy: 'start' | 'end';
  readonly strict?: boolean;
}

/** The month, and the day where it is not the first. */
export interface FiscalYearStart {
  readonly fiscalYearStart: number;
  readonly fiscalYearStartDay?: number;
}

/** The options that every report has, as they were typed. */
export interface ReportOptions extends TimeOptions {
  readonly period?: string;
  readonly currency?: string;
  readonly via?: string;
  readonly json?: boolean;
}

/** Adds the options that every report has. */
export const withReportOptions = (command: Command): Command =>
  withTimeOptions(
    command
      .option('--currency <code>', "the figures' currency; by default the house's own")
      .option('--via <code>', 'compute rates that are not published through this currency')
      .option(
        '--period <period>',
        '2025, 2025-H1, 2025-Q1, 2025-03, 2025-W09, 2025-03-31 or 2025-01-01..2025-04-01',
      ),
  ).option('--json', 'the whole report as JSON');

/** Adds the options that say when, and what is asked of the answer. */
export const withTimeOptions = (command: Command): Command =>
  command
    .option('--as-of <when>', 'only what had happened by then: a day (its end) or an instant')
    .option('--known-at <when>', 'only what was recorded by then: a day, an instant, a position')
    .option('--zone <zone>', 'the time zone that days are counted in', 'UTC')
    .addOption(
      new Option(
        '--fiscal-year-start <month>',
        'the month that the fiscal year begins in, or month and day: 4, 04-06',
      )
        .default({ fiscalYearStart: 1 }, '1')
        .argParser(fiscalYearStart),
    )
    .addOption(
      new Option(
        '--fiscal-year-named-by <end>',
        'the year that names a fiscal year: that of its first or of its last day',
      )
        .choices(['start', 'end'])
        .default('end'),
    )
    .option('--strict', 'end with 7 where events are missing from the figures');

const fiscalYearStart = (text: string): FiscalYearStart => {
  const [, month, day] = /^(0?[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?$/.exec(text) ?? [];
  if (month === undefined)
    throw new InvalidArgumentError('Expected a month from 1 to 12, or 04-06 for 6 April.');
  return {
    fiscalYearStart: Number(month),
    ...(day === undefined || day === '01' ? {} : { fiscalYearStartDay: Number(day) }),
  };
};

/** Reads a whole number above zero. */
export const positive = (text: string): number => {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('Expected a number from 1.');
  return Number(text);
};

/** Reads a whole number from zero. */
export const natural = (text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Expected a number from 0.');
  return Number(text);
};

/** Reads an amount above zero, with or without commas between the thousands: `1,000,000.00`. */
export const amountAboveZero = (text: string): string => {
  const amount = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  const [whole = '', places = ''] = amount.split('.');
  const fits = places.length <= 9 && whole.length + places.length <= 15;
  if (!(fits && /^(?:0|[1-9]\d*)(?:\.\d+)?$/.test(amount) && /[1-9]/.test(amount)))
    throw new InvalidArgumentError(
      'Expected an amount above zero, such as 1000000 or 1,000,000.00.',
    );
  return amount;
};
