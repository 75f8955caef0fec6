import { Decimal } from '@presales/kernel';
import { commonMark, type NumberMarks } from './number-marks.ts';

/**
 * The number as a Decimal writes it: no plus, no leading zeros, and no trailing zeros after the
 * point, because a spreadsheet's 4514.000 is no finer amount than 4514. A negative number has its
 * minus before or behind it, or stands in parentheses. One of the `signs` may stand beside it: a
 * currency's, a percent sign.
 */
export const decimalOf = (
  text: string,
  marks: NumberMarks,
  signs: readonly string[] = [],
): Decimal | undefined => {
  return Decimal.safeParse(digitsOf(text, marks, signs)).data;
};

/** The same of any length: a spreadsheet writes times of day as fractions of more digits. */
export const digitsOf = (
  text: string,
  marks: NumberMarks,
  signs: readonly string[] = [],
): string | undefined => {
  const bare = withoutSigns(commonMark(text.replaceAll('−', '-')), signs);
  if (bare === undefined) return undefined;
  const plain = ungrouped(latinDigits(bare.text, marks), marks);
  const parts = /^(\d*)(?:([^\d])(\d*))?$/u.exec(plain);
  if (parts === null) return undefined;
  const [, whole = '', point, fraction = ''] = parts;
  if (whole + fraction === '') return undefined;
  if (point !== undefined && !marks.decimals.includes(point)) return undefined;
  const kept = fraction.replace(/0+$/, '');
  const digits = `${whole.replace(/^0+(?=\d)/, '') || '0'}${kept === '' ? '' : `.${kept}`}`;
  return bare.negative && /[1-9]/.test(digits) ? `-${digits}` : digits;
};

/** The text without its minus or plus and without one of the signs, in whatever order they stand. */
const withoutSigns = (
  text: string,
  signs: readonly string[],
): { readonly text: string; readonly negative: boolean } | undefined => {
  let rest = text.trim();
  let [negative, signed, marked] = [false, false, false];
  for (;;) {
    const inner = signed ? undefined : withoutMinus(rest);
    if (inner !== undefined) {
      [signed, negative, rest] = [true, inner.negative, inner.text];
      continue;
    }
    const amount = marked ? undefined : withoutOneOf(signs, rest);
    if (amount === undefined) return { text: rest, negative };
    [marked, rest] = [true, amount];
  }
};

const withoutMinus = (
  text: string,
): { readonly text: string; readonly negative: boolean } | undefined => {
  const bare = (inner: string, negative: boolean) => ({ text: inner.trim(), negative });
  if (text.startsWith('-') || text.startsWith('+')) return bare(text.slice(1), text[0] === '-');
  if (text.endsWith('-')) return bare(text.slice(0, -1), true);
  if (text.startsWith('(') && text.endsWith(')')) return bare(text.slice(1, -1), true);
  return undefined;
};

const withoutOneOf = (signs: readonly string[], text: string): string | undefined => {
  const folded = text.toLowerCase();
  for (const sign of signs) {
    if (folded.startsWith(sign)) return text.slice(sign.length).trim();
    if (folded.endsWith(sign)) return text.slice(0, -sign.length).trim();
  }
  return undefined;
};

const latinDigits = (text: string, { digits }: NumberMarks): string =>
  digits.startsWith('0')
    ? text
    : text.replaceAll(/\p{Nd}/gu, (digit) => {
        const at = [...digits].indexOf(digit);
        return at < 0 ? digit : String(at);
      });

/** The text without its group marks; unchanged, and so unreadable, where they stand elsewhere. */
const ungrouped = (text: string, { decimals, groups, groupSizes }: NumberMarks): string => {
  const point = decimals.map((mark) => text.indexOf(mark)).find((at) => at >= 0) ?? text.length;
  const whole = text.slice(0, point);
  const mark = groups.find((group) => whole.includes(group));
  if (mark === undefined) return text;
  const parts = whole.split(mark);
  const last = parts.length - 1;
  const regular = groupSizes.some((size) =>
    parts.every((part, index) => {
      if (!/^\d+$/.test(part)) return false;
      if (index === last) return part.length === 3;
      return index === 0 ? part.length <= size : part.length === size;
    }),
  );
  return regular ? parts.join('') + text.slice(point) : text;
};
