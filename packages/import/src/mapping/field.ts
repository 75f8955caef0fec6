import { CurrencyCode } from '@presales/kernel';
import { z } from 'zod';
import {
  type CellReader,
  decimalReader,
  integerReader,
  momentCellReader,
  readCurrency,
  readMoney,
  readText,
  Unreadable,
} from './cell-readers.ts';
import type { Slot, SlotKind } from './command-shape.ts';
import type { Source, ValueType } from './mapping.ts';
import type { Path } from './mapping-document.ts';
import { formatTokens, instantOf, isoMoment, momentReader } from './moment.ts';
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
  const read = readerFor(source, resolved.path, scope, slot.kind);
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
  number: ['integer'],
  text: ['text', 'decimal', 'currency'],
  boolean: [],
  list: [],
  object: [],
};

type Reader = (text: string, cells: readonly string[]) => ReturnType<CellReader>;

const readerFor = (source: Source, path: Path, scope: Scope, kind: SlotKind): Reader => {
  const { document } = scope;
  const { numbers } = document.mapping;
  const [usual, ...others] = typesFor[kind];
  if (usual === undefined)
    throw document.wrong(path, `expected a constant: the field holds a ${kind}`);
  const type = source.type ?? usual;
  if (type !== usual && !others.includes(type))
    throw document.wrong(
      [...path, 'type'],
      `${source.type} does not fit here: the field holds ${holds[kind]}`,
    );
  if (
    (source.format !== undefined || source.zone !== undefined) &&
    kind !== 'instant' &&
    kind !== 'date'
  )
    throw document.wrong(path, `format and zone do not fit here: the field holds ${holds[kind]}`);
  switch (type) {
    case 'text':
      return readText;
    case 'integer':
      return integerReader(numbers);
    case 'decimal':
      return decimalReader(numbers);
    case 'currency':
      return readCurrency;
    case 'money':
      return moneyReader(source, path, scope);
    case 'moment':
    case 'date':
    case 'date-time':
      return momentReaderFor(source, path, scope, kind === 'instant' ? 'instant' : 'date');
  }
};

const holds: Readonly<Record<SlotKind, string>> = {
  instant: 'an instant (type date or date-time)',
  date: 'a date (type date or date-time)',
  money: 'money (type money)',
  number: 'a whole number (type integer)',
  text: 'text (type text, decimal or currency)',
  boolean: 'yes or no',
  list: 'a list',
  object: 'fields',
};

const moneyReader = (source: Source, path: Path, scope: Scope): Reader => {
  const { document } = scope;
  const { numbers } = document.mapping;
  if (source.currency === undefined)
    throw document.wrong(path, 'expected a currency beside an amount of money');
  const place = [...path, 'currency'];
  if (typeof source.currency === 'string' && !source.currency.startsWith('$')) {
    const currency = document.parse(CurrencyCode, source.currency, place);
    return (text) => readMoney(text, currency, numbers);
  }
  const { text: currencyOf, label } = textSource(source.currency, place, scope);
  return (text, cells) => {
    const code = currencyOf(cells);
    if (code === undefined) return new Unreadable(`expected a currency in ${label}`);
    if (code instanceof Unreadable) return code;
    const currency = readCurrency(code);
    return typeof currency === 'string'
      ? readMoney(text, currency, numbers)
      : new Unreadable(`expected an ISO 4217 currency code in ${label}`, code);
  };
};

const momentReaderFor = (
  source: Source,
  path: Path,
  { document }: Scope,
  as: 'instant' | 'date',
): Reader => {
  const zone = source.zone ?? document.mapping.zone;
  const timeOfDay = source.type === 'date' || source.type === 'date-time' ? source.type : 'either';
  const read = source.format === undefined ? isoMoment : momentReader(source.format);
  if (read === undefined)
    throw document.wrong(
      [...path, 'format'],
      `expected year, month and day, each once, and the hour where there is a time, from ${formatTokens}`,
    );
  return momentCellReader(read, timeOfDay, as, zone, source.format);
};
