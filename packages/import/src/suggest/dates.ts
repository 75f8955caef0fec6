import { type DateOrder, type DateStyle, dateStyles } from './date-style.ts';
import type { Answers, Draft } from './draft.ts';
import type { Meaning } from './meaning.ts';
import { type Flow, quoted, undecided } from './yaml-text.ts';

/** The source of a date, as a mapping has it. */
export type DateSource = { readonly [key: string]: Flow | undefined };

/** The date columns of a file. */
export interface Dates {
  /** How a column's dates are written; undefined where it holds none. */
  readonly style: (column: string) => DateStyle | undefined;
  /** Whether a column's dates have times of day. */
  readonly timed: (column: string) => boolean;
  /**
   * The source of a column of dates. What is to be decided or checked about it goes into the draft.
   *
   * @param fallback the day that stands for an empty cell
   */
  readonly source: (draft: Draft, column: string, fallback?: string) => DateSource;
}

/**
 * How the dates of a file are written. A column in which nothing tells day and month apart follows the
 * file's other columns; where these do not tell either, it is asked.
 */
export const datesOf = (
  meaning: Meaning,
  columns: readonly string[],
  { dates: answered }: Answers,
): Dates => {
  const styles = new Map(columns.map((name) => [name, dateStyles(meaning.filled(name))]));
  const sure = new Set(
    [...styles.values()].flatMap(([first, other]) =>
      first?.order === undefined || other !== undefined ? [] : [first.order],
    ),
  );
  const [only] = sure;
  const order: DateOrder | undefined = answered ?? (sure.size === 1 ? only : undefined);
  const styleOf = (name: string): DateStyle | 'undecided' | undefined => {
    const [first, other] = styles.get(name) ?? [];
    if (other === undefined) return first;
    return [first, other].find((style) => style?.order === order) ?? 'undecided';
  };
  const styleFound = (name: string): DateStyle | undefined => {
    const found = styleOf(name);
    return found === 'undecided' ? undefined : found;
  };
  return {
    style: styleFound,
    timed: (name) => {
      const read = styleFound(name)?.read;
      return meaning.filled(name).some((cell) => read?.(cell)?.time !== undefined);
    },
    source: (draft, name, fallback) => {
      draft.used.add(name);
      const style = styleOf(name);
      if (style === 'undecided') {
        const [first, other] = styles.get(name) ?? [];
        const example = meaning
          .filled(name)
          .find((cell) => first?.read(cell)?.date !== other?.read(cell)?.date);
        draft.decide(
          `in ${quoted(name)}, does ${quoted(example ?? meaning.filled(name)[0] ?? '')} have the day first (${first?.formats.join(', ')}) or the month (${other?.formats.join(', ')})? Write the format, or suggest again with --dates day-first or month-first.`,
          2,
        );
        return { column: name, format: undecided, default: fallback };
      }
      if (style === undefined) return { column: name, default: fallback };
      if (styles.get(name)?.length === 2 && answered === undefined)
        draft.check(
          `nothing in ${quoted(name)} tells day and month apart; it is read as the other dates of the file are.`,
          2,
        );
      const formats = [
        ...style.formats,
        ...(fallback === undefined || style.formats.includes('iso') ? [] : ['iso']),
      ];
      const [format] = formats;
      const iso = formats.length === 1 && format === 'iso';
      return {
        column: name,
        format: iso ? undefined : formats.length === 1 ? format : formats,
        language: style.language,
        default: fallback,
      };
    },
  };
};
