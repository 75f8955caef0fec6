import { compareMoney, type Instant, Money, type Zone } from '@presales/kernel';
import { Unreadable } from './cell-readers.ts';
import type { SlotKind } from './command-shape.ts';
import type { ValueType } from './source.ts';
import type { TextOf } from './source-text.ts';

/** One field of a command as rows fill it. */
export interface Field {
  /** For people: where its value comes from. */
  readonly label: string;
  /** The cell's text, for people who are to see what was wrong with it. */
  readonly text: TextOf;
  /** Its value as JSON; none when the cell is empty. */
  readonly value: (cells: Cells) => unknown;
  /** The last instant that its value can stand for, where this does not follow from it (B21). */
  readonly latest?: (cells: Cells) => Instant | undefined;
  /** The zone that its dates are in, where it has one of its own. */
  readonly zone?: Zone | undefined;
}

type Cells = readonly string[];

/** A field's value; where it cannot be read, with whose fault it is. */
export const labelled =
  ({ value, text, label }: Field) =>
  (cells: Cells): unknown => {
    const found = value(cells);
    if (!(found instanceof Unreadable) || found.label !== undefined) return found;
    const cell = found.found ?? text(cells);
    return new Unreadable(found.expected, typeof cell === 'string' ? cell : undefined, label);
  };

/** The first of some fields that has a value. One that cannot be read is not passed over. */
export const firstOf = (fields: readonly Field[]): Field => {
  const values = fields.map(labelled);
  const firstAt = (cells: Cells): number => values.findIndex((value) => value(cells) !== undefined);
  return {
    label: fields.map((field) => field.label).join(', or else '),
    text: (cells) => fields[firstAt(cells)]?.text(cells),
    value: (cells) => {
      for (const value of values) {
        const found = value(cells);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    ...latestOf(fields, firstAt),
  };
};

/** Less than zero where the left value comes first; what cannot be compared is unreadable. */
type Compare = (left: unknown, right: unknown) => number | Unreadable;

interface Picked {
  readonly at: number;
  readonly value: unknown;
}

/** The smallest or largest value of some fields; those without a value are passed over. */
export const extremeOf = (
  fields: readonly Field[],
  choice: 'minimum' | 'maximum',
  compare: Compare,
): Field => {
  const values = fields.map(labelled);
  const way = choice === 'minimum' ? -1 : 1;
  const pick = (cells: Cells): Picked => {
    let best: Picked = { at: -1, value: undefined };
    for (const [at, read] of values.entries()) {
      const value = read(cells);
      if (value instanceof Unreadable) return { at, value };
      if (value === undefined) continue;
      const order = best.value === undefined ? way : compare(value, best.value);
      if (order instanceof Unreadable) return { at, value: order };
      if (order * way > 0) best = { at, value };
    }
    return best;
  };
  return {
    label: `the ${choice} of ${fields.map((field) => field.label).join(' and ')}`,
    text: (cells) => fields[pick(cells).at]?.text(cells),
    value: (cells) => pick(cells).value,
    ...latestOf(fields, (cells) => pick(cells).at),
  };
};

/** What a choice passes on of its fields' days (B21). */
const latestOf = (
  fields: readonly Field[],
  chosen: (cells: Cells) => number,
): Pick<Field, 'latest' | 'zone'> => {
  const zone = fields.find((field) => field.zone !== undefined)?.zone;
  if (fields.every(({ latest }) => latest === undefined)) return { zone };
  const latest = (cells: Cells): Instant | undefined => fields[chosen(cells)]?.latest?.(cells);
  return { zone, latest };
};

/** How the values of a slot are compared; undefined where they have no order. */
export const comparisonFor = (kind: SlotKind, type: ValueType | undefined): Compare | undefined => {
  // Instants and dates are texts of fixed width.
  if (kind === 'instant' || kind === 'date')
    return (left, right) => (String(left) < String(right) ? -1 : left === right ? 0 : 1);
  // Decimals of fifteen digits are told apart as numbers.
  if (kind === 'number' || type === 'decimal' || type === 'percent' || type === 'part')
    return (left, right) => Number(left) - Number(right);
  return kind === 'money' ? compareAmounts : undefined;
};

const compareAmounts: Compare = (left, right) => {
  const [one, other] = [Money.parse(left), Money.parse(right)];
  return one.currency === other.currency
    ? compareMoney(one, other)
    : new Unreadable('expected amounts in one currency to compare');
};
