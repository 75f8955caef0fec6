import { addDays, addMonths, CurrencyCode, Instant, type LocalDate } from '@presales/kernel';
import { z } from 'zod';
import { meant } from '../nearest.ts';
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
import { comparisonFor, extremeOf, type Field, firstOf, labelled } from './field-choice.ts';
import type { Path } from './mapping-document.ts';
import { instantOf } from './moment.ts';
import { momentCells, momentReaderFor } from './moment-cells.ts';
import { isoMoment } from './moment-format.ts';
import { type NumberMarks, numberMarks } from './number-marks.ts';
import {
  type Reading,
  readingDates,
  readingOf,
  type Source,
  type ValueType,
  wordsOf,
} from './source.ts';
import {
  type Resolved,
  resolveSource,
  type Scope,
  type SourceAt,
  textSource,
} from './source-text.ts';
import { isSpreadsheetError } from './spreadsheet-errors.ts';

type ResolvedSource = Exclude<Resolved, { readonly from: 'constant' }>;

type Cells = readonly string[];

/**
 * The field at a place of the mapping, for a slot of a command; it is read as what is around it, as
 * far as it says nothing else.
 *
 * @throws ImportError `import/mapping` for a source or constant that the slot cannot take
 */
export const compileField = (
  input: unknown,
  path: Path,
  scope: Scope,
  slot: Slot,
  around: Reading = {},
): Field => {
  const resolved = resolveSource(input, path, scope, around);
  if (resolved.from === 'constant') {
    const value = constantFor(resolved.constant, resolved.path, scope, slot);
    return { label: 'the constant', text: () => undefined, value: () => value };
  }
  const reading = readingOf(resolved.source);
  const part = (at: SourceAt): Field =>
    compileField(at.input, at.path, resolved.scope, slot, reading);
  const own = resolved.from === 'row' ? fieldOfRow(resolved, slot) : choiceOf(resolved, part, slot);
  return resolved.otherwise === undefined ? own : firstOf([own, part(resolved.otherwise)]);
};

const choiceOf = (
  resolved: Extract<ResolvedSource, { readonly from: 'several' }>,
  part: (at: SourceAt) => Field,
  slot: Slot,
): Field => {
  const { choice, members, source, path, scope } = resolved;
  if (choice === 'coalesce') return firstOf(members.map(part));
  const compare = comparisonFor(slot.kind, source.type);
  if (compare === undefined)
    throw scope.document.wrong(
      [...path, choice],
      `expected dates, numbers or amounts to compare: the field holds ${holds[slot.kind]}`,
    );
  return extremeOf(members.map(part), choice, compare);
};

const fieldOfRow = (
  resolved: Extract<ResolvedSource, { readonly from: 'row' }>,
  slot: Slot,
): Field => {
  const { text, source, label, path, scope } = resolved;
  const { read, latest } = readerFor(source, path, scope, slot);
  const reading =
    <Value>(reader: (text: string, cells: Cells) => Value) =>
    (cells: Cells) => {
      const cell = text(cells);
      if (cell === undefined || cell instanceof Unreadable) return cell;
      return isSpreadsheetError(cell)
        ? new Unreadable('expected a value, and not the error of a spreadsheet')
        : reader(cell, cells);
    };
  const value = reading(read);
  // What no row can change is tried now: a constant that cannot be read is a fault of the mapping.
  if ('constant' in source && !('currency' in source && typeof source.currency !== 'string')) {
    const tried = value([]);
    if (tried instanceof Unreadable)
      throw scope.document.wrong([...path, 'constant'], tried.expected);
  }
  const field = { label, text, value, zone: source.zone };
  if (latest === undefined) return field;
  const last = reading(latest);
  return {
    ...field,
    latest: (cells) => {
      const found = last(cells);
      return typeof found === 'string' ? found : undefined;
    },
  };
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
    for (const issue of checked.error.issues) {
      const near =
        issue.code === 'invalid_value' ? meant(String(value), issue.values.map(String)) : '';
      wrong.push(`${issue.message}${near}`);
    }
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
  number: ['integer', 'percent', 'part'],
  text: ['text', 'decimal', 'percent', 'part', 'currency'],
  boolean: ['boolean'],
  list: [],
  object: [],
};

type Reader = (text: string, cells: Cells) => ReturnType<CellReader> | undefined;

interface FieldReader {
  readonly read: Reader;
  readonly latest?: (text: string, cells: Cells) => Instant | undefined;
}

const readerFor = (source: Source, path: Path, scope: Scope, slot: Slot): FieldReader => {
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
      return { read: readText };
    case 'integer':
      return { read: integerReader(marks) };
    case 'decimal':
      return { read: decimalReader(marks) };
    case 'percent':
    case 'part': {
      if (slot.ofPercent === undefined)
        throw document.wrong(
          [...path, 'type'],
          `${type} does not fit here: the field holds a count`,
        );
      return { read: percentReader(slot.ofPercent, type === 'part' ? 'part' : 'percents', marks) };
    }
    case 'currency':
      return { read: readCurrency };
    case 'boolean':
      return { read: booleanReader(wordsOf(source)) };
    case 'money':
      return { read: moneyReaderFor(source, path, scope, marks) };
    case 'moment':
    case 'date':
    case 'date-time':
      return momentsFor(source, path, scope, kind === 'instant' ? 'instant' : 'date', marks);
  }
};

const momentsFor = (
  source: Source,
  path: Path,
  scope: Scope,
  as: 'instant' | 'date',
  marks: NumberMarks,
): FieldReader => {
  const { document } = scope;
  for (const key of ['day', 'notBefore'] as const)
    if (as === 'date' && key in source)
      throw document.wrong([...path, key], `${key} does not fit here: the field holds a date`);
  const notBefore =
    source.notBefore === undefined
      ? undefined
      : compileField(
          source.notBefore,
          [...path, 'notBefore'],
          scope,
          { kind: 'instant', schemas: [Instant] },
          source.zone === undefined ? {} : { zone: source.zone },
        );
  const read = momentReaderFor(momentCells(source, path, scope, marks), {
    as,
    cutTime: source.time === 'ignore',
    day: source.day ?? 'start',
    shift: source.plus && compileShift(source.plus, [...path, 'plus'], scope),
    notBefore: notBefore && labelled(notBefore),
  });
  const part =
    <Key extends 'value' | 'latest'>(key: Key) =>
    (text: string, cells: Cells) => {
      const moment = read(text, cells);
      return moment === undefined || moment instanceof Unreadable ? moment : moment[key];
    };
  const last = part('latest');
  return {
    read: part('value'),
    ...(notBefore && {
      latest: (text, cells) => {
        const found = last(text, cells);
        return found instanceof Unreadable ? undefined : found;
      },
    }),
  };
};

/** How far a date may be moved: a hundred years and more. */
const furthest = 40_000;

/** Moves a date by days and months, each a number or a source of one. */
const compileShift = (
  plus: NonNullable<Source['plus']>,
  path: Path,
  scope: Scope,
): ((date: LocalDate, cells: Cells) => LocalDate | undefined | Unreadable) => {
  const count = (key: 'days' | 'months') => {
    const slot: Slot = { kind: 'number', schemas: [z.int().min(-furthest).max(furthest)] };
    const input = plus[key] ?? 0;
    return labelled(compileField(input, [...path, key], scope, slot));
  };
  const [days, months] = [count('days'), count('months')];
  return (date, cells) => {
    const [byDays, byMonths] = [days(cells), months(cells)];
    for (const by of [byDays, byMonths]) if (by instanceof Unreadable) return by;
    if (typeof byDays !== 'number' || typeof byMonths !== 'number') return undefined;
    if (Math.abs(byDays) > furthest || Math.abs(byMonths) > furthest)
      return new Unreadable(`expected at most ${furthest} days or months to be added`);
    return addDays(addMonths(date, byMonths), byDays);
  };
};

/** Keys of a source that say how a cell is written, and the types whose cells they are about. */
const reading: readonly (readonly [
  readonly (keyof Source)[],
  readonly (ValueType | 'moment')[],
])[] = [
  [readingDates, ['moment', 'date', 'date-time']],
  [['numbers'], ['integer', 'decimal', 'percent', 'part', 'money', 'moment', 'date', 'date-time']],
  [['yes', 'no'], ['boolean']],
];

const holds: Readonly<Record<SlotKind, string>> = {
  instant: 'an instant (type date or date-time)',
  date: 'a date (type date or date-time)',
  money: 'money (type money)',
  number: 'a whole number (type integer, percent or part)',
  text: 'text (type text, decimal, percent, part or currency)',
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
