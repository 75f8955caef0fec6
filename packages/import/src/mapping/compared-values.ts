import { identityText } from '@presales/kernel';
import type { Compared, TextOf } from './source-text.ts';

/** A value of a row that no condition knows, although conditions compare it. */
export interface UncoveredValue {
  /** The column, or where else the value comes from. */
  readonly column: string;
  readonly value: string;
}

/** The values that the conditions of a pass compare, and which texts they know. */
export interface ComparedValues {
  readonly add: (compared: Compared) => void;
  /** Those of a row that led to nothing: no condition knows their text. */
  readonly uncovered: (cells: readonly string[]) => readonly UncoveredValue[];
}

interface Comparison {
  readonly text: TextOf;
  readonly known: Set<string>;
}

export const comparedValues = (): ComparedValues => {
  // What comes from one column is one value, however many conditions compare it in whatever form.
  const byLabel = new Map<string, Comparison[]>();
  const complete = new Set<string>();
  return {
    add: ({ label, text, known, negated }) => {
      // A condition that holds for all other texts leaves none uncovered.
      if (negated) complete.add(label);
      byLabel.set(label, [...(byLabel.get(label) ?? []), { text, known: new Set(known) }]);
    },
    uncovered: (cells) => {
      const found: UncoveredValue[] = [];
      for (const [label, comparisons] of byLabel) {
        const value = complete.has(label) ? undefined : unknownTo(comparisons, cells);
        if (value !== undefined) found.push({ column: label.replace(/^column /, ''), value });
      }
      return found;
    },
  };
};

/** The text that none of the comparisons knows; nothing where it is empty, or is rejected anyway. */
const unknownTo = (
  comparisons: readonly Comparison[],
  cells: readonly string[],
): string | undefined => {
  let unknown: string | undefined;
  for (const { text, known } of comparisons) {
    const found = text(cells);
    if (typeof found !== 'string' || known.has(identityText(found))) return undefined;
    unknown ??= found;
  }
  return unknown;
};
