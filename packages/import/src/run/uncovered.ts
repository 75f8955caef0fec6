import { identityText } from '@presales/kernel';
import type { UncoveredValue } from '../mapping/compared-values.ts';

/** A text that conditions compare and none of them knows, and in how many rows it stands. */
export interface Uncovered {
  /** The column, or where else the text comes from. */
  readonly column: string;
  /** Missing where the column has more texts than are told apart: these are counted together. */
  readonly value?: string;
  readonly rows: number;
}

/** Counts the texts that led to nothing. */
export interface UncoveredCounts {
  readonly add: (values: readonly UncoveredValue[]) => void;
  /** The most frequent first, column by column. */
  readonly list: () => readonly Uncovered[];
}

/** How many texts of a column are told apart, and how long they are told. */
const bounds = { texts: 100, length: 200 };

export const uncoveredCounts = (): UncoveredCounts => {
  const columns = new Map<string, { readonly texts: Map<string, number>; others: number }>();
  return {
    add: (values) => {
      for (const { column, value } of values) {
        const counted = columns.get(column) ?? { texts: new Map<string, number>(), others: 0 };
        columns.set(column, counted);
        const text = identityText(value).slice(0, bounds.length);
        const { texts } = counted;
        if (texts.has(text) || texts.size < bounds.texts)
          texts.set(text, (texts.get(text) ?? 0) + 1);
        else counted.others += 1;
      }
    },
    list: () =>
      [...columns].flatMap(([column, { texts, others }]) => [
        ...[...texts]
          .map(([value, rows]) => ({ column, value, rows }))
          .sort((left, right) => right.rows - left.rows),
        ...(others > 0 ? [{ column, rows: others }] : []),
      ]),
  };
};

/** What two files have together; a column that both have is one. */
export const addedUncovered = (
  one: readonly Uncovered[],
  other: readonly Uncovered[],
): readonly Uncovered[] => {
  const together = new Map<string, Uncovered>();
  for (const each of [...one, ...other]) {
    const key = JSON.stringify([each.column, each.value]);
    together.set(key, { ...each, rows: each.rows + (together.get(key)?.rows ?? 0) });
  }
  return [...together.values()];
};
