import {
  exponentOf,
  type Instant,
  identityText,
  lastMeantBy,
  Money,
  type Zone,
} from '@presales/kernel';
import { Unreadable } from './cell-readers.ts';
import { type CommandKind, commandKinds, type ReadyCommand } from './command-catalogue.ts';
import { isRequired, leftOut, resolve } from './command-shape.ts';
import { compileConditions, type Test } from './condition.ts';
import { compileField, type Field } from './field.ts';
import type { RowCommand } from './mapping.ts';
import type { Path } from './mapping-document.ts';
import { Source } from './source.ts';
import { type Scope, textSource } from './source-text.ts';

/** Why a row cannot be read. */
export type RowFault =
  /** More or fewer cells than the header has columns. */
  | 'import/cells'
  /** A field that the command needs has an empty cell. */
  | 'import/missing-value'
  /** A cell is not what its type says, or the command cannot take it. */
  | 'import/wrong-value';

/** A row that cannot be read. */
export interface UnreadableRow {
  readonly readable: false;
  readonly code: RowFault;
  readonly reason: string;
}

/** Says why a row cannot be read. */
export const unreadable = (code: RowFault, reason: string): UnreadableRow => ({
  readable: false,
  code,
  reason,
});

/** A command filled from a row. */
export interface FilledCommand extends ReadyCommand {
  /** The last instant that its time can stand for: the end of the day of a date without a time (B21). */
  readonly atLatest: Instant;
}

/** A command filled from a row, or why it cannot be. */
export type Filled =
  | {
      readonly readable: true;
      readonly command: FilledCommand;
      /** The value that the command is issued once for. */
      readonly once: string | undefined;
    }
  | UnreadableRow;

/** A command of the mapping, ready for rows. */
export interface CommandTemplate {
  readonly type: string;
  readonly aggregate: CommandKind['aggregate'];
  readonly test: Test;
  readonly fill: (cells: readonly string[]) => Filled;
}

interface FieldAt {
  readonly name: string;
  readonly parts: readonly string[];
  readonly required: boolean;
  readonly field: Field;
}

/**
 * Compiles one command of a mapping.
 *
 * @throws ImportError `import/mapping` for a command, field or source that is not there or does not
 *   fit, and for a field that the command needs and the mapping leaves out
 */
export const compileCommand = (command: RowCommand, path: Path, scope: Scope): CommandTemplate => {
  const { document } = scope;
  const type = command.command;
  const kind = commandKinds.get(type);
  if (kind === undefined)
    throw document.wrong(
      [...path, 'command'],
      `no command ${type}; there are ${[...commandKinds.keys()].sort().join(', ')}`,
    );
  const fieldsPath = [...path, 'fields'];
  const names = Object.keys(command.fields);
  const fields = names.map((name): FieldAt => {
    const place = [...fieldsPath, name];
    const resolved = resolve(kind.data, name);
    if (!resolved.found)
      throw document.wrong(
        place,
        `${type} has no such field; ${resolved.at === '' ? 'it' : resolved.at} has ${resolved.known.join(', ') || 'no fields'}`,
      );
    return {
      name,
      parts: name.split('.'),
      required: isRequired(kind.data, name),
      field: compileField(command.fields[name], place, scope, resolved.slot),
    };
  });
  const [missing] = leftOut(kind.data, names);
  if (missing !== undefined) throw document.wrong(fieldsPath, `${type} needs the field ${missing}`);
  const once =
    command.once === undefined ? undefined : textSource(command.once, [...path, 'once'], scope);

  // What is opened or set aside from here counts its days where the mapping's dates are.
  const { zone } = document.mapping;
  const zoned =
    zone !== 'UTC' && !names.includes('zone') && resolve(kind.data, 'zone').found ? { zone } : {};

  const { at } = command.fields;
  const dateZone = zoneOf(at) ?? zone;

  const fill = (cells: readonly string[]): Filled => {
    const data = dataFrom(type, fields, cells);
    if ('readable' in data) return data;
    const ready = kind.ready({ ...zoned, ...data.data });
    if (!('stream' in ready))
      return unreadable('import/wrong-value', wrongFields(type, ready, fields, cells));
    const filled = { ...ready, atLatest: lastMeantBy(String(data.data['at']), dateZone) };
    if (once === undefined) return { readable: true, command: filled, once: undefined };
    const text = once.text(cells);
    return typeof text === 'string'
      ? { readable: true, command: filled, once: identityText(text) }
      : unreadable('import/missing-value', `${type}, once: ${once.label} is empty`);
  };
  return {
    type,
    aggregate: kind.aggregate,
    test: compileConditions(command.when, [...path, 'when'], scope),
    fill,
  };
};

/** The zone that a field's own source names. */
const zoneOf = (source: unknown): Zone | undefined => Source.safeParse(source).data?.zone;

/** The data that a row's cells make, or why a cell cannot be read. */
const dataFrom = (
  type: string,
  fields: readonly FieldAt[],
  cells: readonly string[],
): { readonly data: Data } | UnreadableRow => {
  const data: Data = {};
  for (const { name, parts, required, field } of fields) {
    const value = field.value(cells);
    const where = `${type}.${name}: ${field.label}`;
    if (value instanceof Unreadable)
      return unreadable(
        'import/wrong-value',
        `${where}: ${value.expected}${value.found === undefined ? found(field, cells) : foundText(value.found)}`,
      );
    if (value !== undefined) put(data, parts, value);
    else if (required) return unreadable('import/missing-value', `${where} is empty`);
  }
  return { data };
};

/** The cell's text, for people. */
const found = (field: Field, cells: readonly string[]): string => {
  const text = field.text(cells);
  return typeof text === 'string' ? foundText(text) : '';
};

const foundText = (text: string): string => `, found ${JSON.stringify(text)}`;

/**
 * The amounts of some commands must have equally many decimals. They have where none has more than
 * its currency; so an amount that has more is the one at fault.
 */
const isTooFine = (value: unknown): boolean => {
  const { data } = Money.safeParse(value);
  return data !== undefined && data.scale > exponentOf(data.currency);
};

const wrongFields = (
  type: string,
  wrong: readonly { readonly path: string; readonly expected: string }[],
  fields: readonly FieldAt[],
  cells: readonly string[],
): string =>
  wrong
    .map(({ path, expected }) => {
      const fine = fields.find(
        ({ name, field }) => name.startsWith(`${path}.`) && isTooFine(field.value(cells)),
      );
      if (fine !== undefined)
        return `${type}.${fine.name}: ${fine.field.label}: expected no more decimals than the currency has${found(fine.field, cells)}`;
      const at = fields.find(({ name }) => path === name || path.startsWith(`${name}.`));
      return at === undefined
        ? `${type}.${path}: ${expected}`
        : `${type}.${path}: ${at.field.label}: ${expected}${found(at.field, cells)}`;
    })
    .join('; ');

interface Data {
  [key: string]: unknown;
}

/** Puts a value at a path. What a number in the path is an index of is a list. */
const put = (data: Data, [part = '', next, ...rest]: readonly string[], value: unknown): void => {
  if (next === undefined) {
    data[part] = value;
    return;
  }
  data[part] ??= /^\d+$/.test(next) ? [] : {};
  // The path was checked against the command's schema, so what stands here holds fields or items,
  // and a list takes its items by number as an object takes its fields by name.
  put(data[part] as Data, [next, ...rest], value);
};
