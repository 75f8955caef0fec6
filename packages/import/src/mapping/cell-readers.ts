import {
  AmountOutOfRange,
  CurrencyCode,
  type Decimal,
  decimalText,
  Money,
  parseMoney,
  scaled,
} from '@presales/kernel';
import { currencySigns, namesACurrency } from './currency-signs.ts';
import { type NumberMarks, numberExample } from './number-marks.ts';
import { decimalOf } from './number-text.ts';
import { foldedWord, type YesAndNo } from './words.ts';

/** A cell that is not what the mapping says: what was expected of it. */
export class Unreadable {
  readonly expected: string;
  /** What was found, where another cell is at fault than the field's own. */
  readonly found: string | undefined;
  /** For people: which source is at fault, where it is a part of the field's. */
  readonly label: string | undefined;

  constructor(expected: string, found?: string, label?: string) {
    this.expected = expected;
    this.found = found;
    this.label = label;
  }
}

/** A cell's text as a value of JSON. */
export type CellReader = (text: string) => string | number | boolean | Money | Unreadable;

/** The text as it is. */
export const readText: CellReader = (text) => text;

/** A whole number as a JSON number. */
export const integerReader =
  (marks: NumberMarks): CellReader =>
  (text) => {
    const decimal = decimalOf(text, marks);
    const value = Number(decimal);
    return decimal !== undefined && Number.isSafeInteger(value)
      ? value
      : new Unreadable('expected a whole number');
  };

/** An exact decimal number as text. */
export const decimalReader =
  (marks: NumberMarks): CellReader =>
  (text) =>
    decimalOf(text, marks) ?? new Unreadable(expectedNumber(marks));

/** What a field holds of a percentage: whole percents, basis points, or the decimal text of one. */
export type OfPercent = 'percents' | 'basis-points' | 'percent-text' | 'part-text';

/**
 * A percentage as the field holds it. A number without a percent sign counts percents, or is a part
 * of one, as workbooks keep percentages.
 */
export const percentReader =
  (as: OfPercent, without: 'percents' | 'part', marks: NumberMarks): CellReader =>
  (text) => {
    const part = without === 'part' ? decimalOf(text, marks) : undefined;
    const percents = part === undefined ? decimalOf(text, marks, ['%', '٪']) : movedPoint(part, 2);
    if (percents === undefined)
      return new Unreadable(`${expectedNumber(marks)}, with a percent sign or without`);
    if (as === 'percents') return Number(percents);
    if (as === 'percent-text') return percents;
    return as === 'basis-points' ? Number(movedPoint(percents, 2)) : movedPoint(percents, -2);
  };

/** A decimal with its point so many places further to the right, without zeros at its end. */
const movedPoint = (decimal: Decimal, places: number): Decimal => {
  const { amount, scale } = scaled(decimal);
  const left = Math.max(0, scale - places);
  const whole = BigInt(amount) * 10n ** BigInt(Math.max(0, places - scale));
  const text = decimalText(whole, left);
  return left === 0 ? text : text.replace(/\.?0+$/, '');
};

/** A currency by its ISO 4217 code, in capitals or not. */
export const readCurrency = (text: string): CurrencyCode | Unreadable => {
  const code = text.toUpperCase();
  return CurrencyCode.safeParse(code).success
    ? code
    : new Unreadable('expected an ISO 4217 currency code such as EUR');
};

/** An amount's text and its currency as money. */
export type ReadMoney = (text: string, currency: CurrencyCode) => Money | Unreadable;

/**
 * Reads amounts in major units, in a currency that is known by now. The currency's code or sign may
 * stand beside them; another one's contradicts it.
 */
export const moneyReader = (marks: NumberMarks): ReadMoney => {
  const signsOf = new Map<CurrencyCode, readonly string[]>();
  return (text, currency) => {
    let signs = signsOf.get(currency);
    if (signs === undefined) {
      signs = currencySigns(currency, marks.locale);
      signsOf.set(currency, signs);
    }
    const decimal = decimalOf(text, marks, signs);
    if (decimal === undefined)
      return new Unreadable(
        namesACurrency(text)
          ? `expected an amount in ${currency} such as ${numberExample(marks)}`
          : expectedNumber(marks),
      );
    try {
      const amount = parseMoney(decimal, currency);
      return Money.safeParse(amount).success ? amount : tooMuch;
    } catch (error) {
      if (error instanceof AmountOutOfRange) return tooMuch;
      throw error;
    }
  };
};

const tooMuch = new Unreadable('expected a smaller amount');

const expectedNumber = (marks: NumberMarks): string =>
  `expected a number such as ${numberExample(marks)}`;

/** Yes or no in words. */
export const booleanReader = ({ yes, no }: YesAndNo): CellReader => {
  const meaning = new Map([
    ...yes.map((word) => [foldedWord(word), true] as const),
    ...no.map((word) => [foldedWord(word), false] as const),
  ]);
  const expected = new Unreadable(`expected ${listed(yes)} for yes, or ${listed(no)} for no`);
  return (text) => meaning.get(foldedWord(text)) ?? expected;
};

const listed = (words: readonly string[]): string => words.join(', ');
