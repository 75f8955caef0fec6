import { AmountOutOfRange, CurrencyCode, Decimal, Money, parseMoney } from '@presales/kernel';
import type { NumberStyle, ValueType } from './mapping.ts';
import { dayOf, instantOf, type MomentReader } from './moment.ts';

/** A cell that is not what the mapping says: what was expected of it. */
export class Unreadable {
  readonly expected: string;
  /** What was found, where another cell is at fault than the field's own. */
  readonly found: string | undefined;

  constructor(expected: string, found?: string) {
    this.expected = expected;
    this.found = found;
  }
}

/** A cell's text as a value of JSON. */
export type CellReader = (text: string) => string | number | Money | Unreadable;

/** The text as it is. */
export const readText: CellReader = (text) => text;

/** A whole number as a JSON number. */
export const integerReader =
  (style: NumberStyle): CellReader =>
  (text) => {
    const decimal = decimalOf(text, style);
    const value = Number(decimal);
    return decimal !== undefined && Number.isSafeInteger(value)
      ? value
      : new Unreadable('expected a whole number');
  };

/** An exact decimal number as text. */
export const decimalReader =
  (style: NumberStyle): CellReader =>
  (text) =>
    decimalOf(text, style) ?? new Unreadable(expectedNumber(style));

/** A currency by its ISO 4217 code, in capitals or not. */
export const readCurrency = (text: string): CurrencyCode | Unreadable => {
  const code = text.toUpperCase();
  return CurrencyCode.safeParse(code).success
    ? code
    : new Unreadable('expected an ISO 4217 currency code such as EUR');
};

/** An amount in major units, in a currency that is known by now. */
export const readMoney = (
  text: string,
  currency: CurrencyCode,
  style: NumberStyle,
): Money | Unreadable => {
  const decimal = decimalOf(text, style);
  if (decimal === undefined) return new Unreadable(expectedNumber(style));
  try {
    const amount = parseMoney(decimal, currency);
    return Money.safeParse(amount).success ? amount : tooMuch;
  } catch (error) {
    if (error instanceof AmountOutOfRange) return tooMuch;
    throw error;
  }
};

const tooMuch = new Unreadable('expected a smaller amount');

const expectedNumber = ({ decimal, group }: NumberStyle): string =>
  `expected a number such as 12${decimal}5${group === undefined ? '' : ` or 1${group}234${decimal}5`}`;

/**
 * The number as a Decimal writes it: no plus, no leading zeros, and no trailing zeros after the
 * point, because a spreadsheet's 4514.000 is no finer amount than 4514.
 */
const decimalOf = (text: string, { decimal, group }: NumberStyle): string | undefined => {
  const plain = group === undefined ? text : ungrouped(text, decimal, group);
  const parts = /^([+-]?)(\d*)(?:([^\d])(\d*))?$/.exec(plain);
  if (parts === null) return undefined;
  const [, sign, whole = '', point, fraction = ''] = parts;
  if ((point !== undefined && point !== decimal) || whole + fraction === '') return undefined;
  const kept = fraction.replace(/0+$/, '');
  const digits = `${whole.replace(/^0+(?=\d)/, '') || '0'}${kept === '' ? '' : `.${kept}`}`;
  const signed = sign === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits;
  return Decimal.safeParse(signed).success ? signed : undefined;
};

/** The text without its group marks; unchanged, and so unreadable, where they stand elsewhere. */
const ungrouped = (text: string, decimal: string, group: string): string => {
  const [whole = '', ...rest] = text.split(decimal);
  const [first = '', ...groups] = whole.split(group);
  const regular =
    groups.length === 0 ||
    (/^[+-]?\d{1,3}$/.test(first) && groups.every((part) => /^\d{3}$/.test(part)));
  return regular ? [first + groups.join(''), ...rest].join(decimal) : text;
};

/** Whether a cell may, must or must not have a time of day. */
export type TimeOfDay = 'either' | Extract<ValueType, 'date' | 'date-time'>;

/** A date or date-time as an instant, or as a day in the zone. */
export const momentCellReader =
  (
    read: MomentReader,
    timeOfDay: TimeOfDay,
    as: 'instant' | 'date',
    zone: string,
    format: string | undefined,
  ): CellReader =>
  (text) => {
    const moment = read(text);
    const fits =
      moment !== undefined &&
      (timeOfDay === 'either' || (timeOfDay === 'date-time') === (moment.time !== undefined));
    if (!fits) return new Unreadable(`expected a ${whatMoment(timeOfDay)}${inFormat(format)}`);
    const value = as === 'instant' ? instantOf(moment, zone) : dayOf(moment, zone);
    return value ?? new Unreadable('expected a time in the years 0 to 9999');
  };

const whatMoment = (timeOfDay: TimeOfDay): string =>
  timeOfDay === 'either' ? 'date or date-time' : timeOfDay;

const inFormat = (format: string | undefined): string =>
  format === undefined ? ' in ISO 8601' : ` in the format ${format}`;
