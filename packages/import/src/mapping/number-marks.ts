import type { NumberStyle } from './source.ts';

/** The marks of a way of writing numbers. */
export interface NumberMarks {
  /** What stands before the decimal places; the first is what examples are written with. */
  readonly decimals: readonly string[];
  /** What may stand between groups of digits; none where numbers are not grouped. */
  readonly groups: readonly string[];
  /** How many digits a group may have that is not the last: 3, and in India 2 as well, `1,23,456`. */
  readonly groupSizes: readonly number[];
  /** The digits from zero to nine. */
  readonly digits: string;
  readonly locale: string | undefined;
}

/** Blanks and apostrophes are typed in many ways; each stands for all of its kind. */
export const commonMark = (mark: string): string =>
  mark.replaceAll(/\s/gu, ' ').replaceAll(/[’‘ʼ´`′]/gu, "'");

const latin = '0123456789';

/** The marks that a mapping names, or those of its locale. */
export const numberMarks = ({ locale, decimal = '.', group }: NumberStyle): NumberMarks => {
  if (locale !== undefined) return marksOf(locale);
  const groups = group === undefined ? [] : [commonMark(group)];
  return { decimals: [commonMark(decimal)], groups, groupSizes: [3], digits: latin, locale };
};

/** In some countries amounts have other marks than numbers have; both are read. */
const marksOf = (locale: string): NumberMarks => {
  const written = [
    new Intl.NumberFormat(locale, { useGrouping: true }),
    new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }),
  ].map((format) => format.formatToParts(1_234_567_891.5));
  const all = (type: string) => [
    ...new Set(
      written.flatMap((parts) =>
        parts.filter((part) => part.type === type).map(({ value }) => commonMark(value)),
      ),
    ),
  ];
  const decimals = all('decimal');
  const [, second = ''] = (written[0] ?? [])
    .filter(({ type }) => type === 'integer')
    .map(({ value }) => value);
  return {
    decimals,
    groups: all('group').filter((mark) => !decimals.includes(mark)),
    groupSizes: second.length === 2 ? [2, 3] : [3],
    digits: Array.from(latin, (digit) => spelt(Number(digit), locale)).join(''),
    locale,
  };
};

const spelt = (digit: number, locale: string): string =>
  new Intl.NumberFormat(locale, { useGrouping: false }).format(digit);

/** The mark before decimal places, as one may be written. */
export const decimalMark = (style: NumberStyle): string => numberMarks(style).decimals[0] ?? '.';

/** Numbers as they are expected, for people: `12,5 or 1.234,5`. */
export const numberExample = ({
  decimals: [decimal = '.'],
  groups: [group],
}: NumberMarks): string =>
  `12${decimal}5${group === undefined ? '' : ` or 1${group}234${decimal}5`}`;
