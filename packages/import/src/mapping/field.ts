import { CurrencyCode } from '@presales/kernel';
import { z } from 'zod';
import {
  booleanReader,
  type CellReader,
  decimalReader,
  integerReader,
  moneyReader,
  percentReader,
  readCurrency,
  readText,
  Unreadable,
} from './cell-readers.ts';
import type { Slot, SlotKind } from './command-shape.ts';
import type { Path } from './mapping-document.ts';
import { instantOf } from './moment.ts';
import { momentCells, momentReaderFor } from './moment-cells.ts';
import { isoMoment } from './moment-format.ts';
import { type NumberMarks, numberMarks } from './number-marks.ts';
import { readingDates, type Source, type ValueType, wordsOf } from './source.ts';
import { resolveSource, type Scope, type TextOf, textSource } from './source-text.ts';

/** One field of a command as rows fill it. */
export interface Field {
  /** For people: where its value comes from. */
  readonly label: string;
  /** The cell's text, for people who are to see what was wrong with it. */
  readonly text: TextOf;
  /** Its value as JSON; none when the cell is empty. */
  readonly value: (cells: readonly string[]) => unknown;
}

/**
 * The field at a place of the mapping, for a slot of a command.
 *
 * @throws ImportError `import/mapping` for a source or constant that the slot cannot take
 */
export const compileField = (input: unknown, path: Path, scope: Scope, slot: Slot): Field => {
  const resolved = resolveSource(input, path, scope);
  if (resolved.from === 'constant') {
    const value = constantFor(resolved.constant, resolved.path, scope, slot);
    return { label: 'the constant', text: () => undefined, value: () => value };
  }
  const { text, source, label } = resolved;
  const read = readerFor(source, resolved.path, scope, slot);
  const value = (cells: readonly string[]) => {
    const cell = text(cells);
    return cell === undefined || cell instanceof Unreadable ? cell : read(cell, cells);
  };
  // What no row can change is tried now: a constant that cannot be read is a fault of the mapping.
  if ('constant' in source && !('currency' in source && typeof source.currency !== 'string')) {
    const tried = value([]);
    if (tried instanceof Unreadable)
      throw scope.document.wrong([...resolved.path, 'constant'], tried.expected);
  }
  return { label, text, value };
};

const constantFor = (constant: unknown, path: Path, { document }: Scope, slot: Slot): unknown => {
  const { zone } = document.mapping;
  const moment =
    slot.kind === 'instant' && typeof constant === 'string' ? isoMoment(constant) : undefined;
  const value =
    moment !== undefined
      ? (instantOf(moment, zone) ?? constant)
      : slot.kind === 'text' && typeof constant === 'number'
        ? String(constant)
        : constant;
  const wrong: string[] = [];
  for (const schema of slot.schemas) {
    const checked = z.safeParse(schema, value);
    if (checked.success) return checked.data;
    wrong.push(...checked.error.issues.map(({ message }) => message));
  }
  throw document.wrong(
    path,
    slot.kind === 'money'
      ? 'expected money: { constant: 0, type: money, currency: EUR }'
      : wrong.join('; or '),
  );
};

/** The types that fit a slot; the first is what a cell is read as when the mapping does not say. */
const typesFor: Readonly<Record<SlotKind, readonly (ValueType | 'moment')[]>> = {
  instant: ['moment', 'date-time', 'date'],
  date: ['moment', 'date', 'date-time'],
  money: ['money'],
  number: ['integer', 'percent'],
  text: ['text', 'decimal', 'percent', 'currency'],
  boolean: ['boolean'],
  list: [],
  object: [],
};

type Reader = (text: string, cells: readonly string[]) => ReturnType<CellReader>;

const readerFor = (source: Source, path: Path, scope: Scope, slot: Slot): Reader => {
  const { document } = scope;
  const { kind } = slot;
  const marks = numberMarks(source.numbers ?? document.mapping.numbers);
  const [usual, ...others] = typesFor[kind];
  if (usual === undefined)
    throw document.wrong(path, `expected a constant: the field holds a ${kind}`);
  const type = source.type ?? usual;
  if (type !== usual && !others.includes(type))
    throw document.wrong(
      [...path, 'type'],
      `${source.type} does not fit here: the field holds ${holds[kind]}`,
    );
  for (const [keys, fitting] of reading) {
    const key = keys.find((each) => each in source);
    if (key !== undefined && !fitting.includes(type))
      throw document.wrong(
        [...path, key],
        `${key} does not fit here: the field holds ${holds[kind]}`,
      );
  }
  switch (type) {
    case 'text':
      return readText;
    case 'integer':
      return integerReader(marks);
    case 'decimal':
      return decimalReader(marks);
    case 'percent': {
      if (slot.ofPercent === undefined)
        throw document.wrong(
          [...path, 'type'],
          'percent does not fit here: the field holds a count',
        );
      return percentReader(slot.ofPercent, marks);
    }
    case 'currency':
      return readCurrency;
    case 'boolean':
      return booleanReader(wordsOf(source));
    case 'money':
      return moneyReaderFor(source, path, scope, marks);
    case 'moment':
    case 'date':
    case 'date-time':
      return momentReaderFor(
        momentCells(source, path, scope, marks),
        kind === 'instant' ? 'instant' : 'date',
        source.time === 'ignore',
      );
  }
};

/** Keys of a source that say how a cell is written, and the types whose cells they are about. */
const reading: readonly (readonly [
  readonly (keyof Source)[],
  readonly (ValueType | 'moment')[],
])[] = [
  [readingDates, ['moment', 'date', 'date-time']],
  [['numbers'], ['integer', 'decimal', 'percent', 'money', 'moment', 'date', 'date-time']],
  [['yes', 'no'], ['boolean']],
];

const holds: Readonly<Record<SlotKind, string>> = {
  instant: 'an instant (type date or date-time)',
  date: 'a date (type date or date-time)',
  money: 'money (type money)',
  number: 'a whole number (type integer or percent)',
  text: 'text (type text, decimal, percent or currency)',
  boolean: 'yes or no (type boolean)',
  list: 'a list',
  object: 'fields',
};

const moneyReaderFor = (source: Source, path: Path, scope: Scope, marks: NumberMarks): Reader => {
  const { document } = scope;
  const readMoney = moneyReader(marks);
  if (source.currency === undefined)
    throw document.wrong(path, 'expected a currency beside an amount of money');
  const place = [...path, 'currency'];
  if (typeof source.currency === 'string' && !source.currency.startsWith('$')) {
    const currency = document.parse(CurrencyCode, source.currency, place);
    return (text) => readMoney(text, currency);
  }
  const { text: currencyOf, label } = textSource(source.currency, place, scope);
  return (text, cells) => {
    const code = currencyOf(cells);
    if (code === undefined) return new Unreadable(`expected a currency in ${label}`);
    if (code instanceof Unreadable) return code;
    const currency = readCurrency(code);
    return typeof currency === 'string'
      ? readMoney(text, currency)
      : new Unreadable(`expected an ISO 4217 currency code in ${label}`, code);
  };
};
