import { exponentOf, type Instant, identityText, lastMeantBy, Money } from '@presales/kernel';
import { meantOr } from '../nearest.ts';
import { Unreadable } from './cell-readers.ts';
import { type CommandKind, commandKinds, type ReadyCommand } from './command-catalogue.ts';
import { writtenFields } from './command-fields.ts';
import { resolve } from './command-shape.ts';
import { compileConditions } from './condition.ts';
import { compileField } from './field.ts';
import { type Field, labelled } from './field-choice.ts';
import type { RowCommand } from './mapping.ts';
import type { Path } from './mapping-document.ts';
import type { FaultAt } from './row-fault.ts';
import { type Scope, type TextSource, textSource } from './source-text.ts';

/** A command filled from a row. */
export interface FilledCommand extends ReadyCommand {
  /** The last instant that its time can stand for: the end of the day of a date without a time (B21). */
  readonly atLatest: Instant;
}

/** A command filled from a row, or why it cannot be; or that the row does not issue it. */
export type Filled =
  | 'not-issued'
  | {
      readonly readable: true;
      readonly command: FilledCommand;
      /** The value that the command is issued once for. */
      readonly once: string | undefined;
    }
  | { readonly readable: false; readonly faults: readonly FaultAt[] };

/** A command of the mapping, ready for rows. */
export interface CommandTemplate {
  readonly type: string;
  readonly aggregate: CommandKind['aggregate'];
  readonly fill: (cells: readonly string[]) => Filled;
}

interface FieldAt {
  readonly name: string;
  readonly parts: readonly string[];
  readonly required: boolean;
  readonly field: Field;
  /** Its value, or whose fault it is that there is none. */
  readonly value: (cells: readonly string[]) => unknown;
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
  if (kind === undefined) {
    const known = [...commandKinds.keys()].sort();
    throw document.wrong(
      [...path, 'command'],
      `no command ${type}${meantOr(type, known, (names) => `; there are ${names}`)}`,
    );
  }
  const written = writtenFields(type, kind.data, command.fields, [...path, 'fields'], document);
  const fields = written.map(({ name, input, path: place, slot, required }): FieldAt => {
    const field = compileField(input, place, scope, slot);
    return { name, parts: name.split('.'), required, field, value: labelled(field) };
  });
  const names = written.map(({ name }) => name);
  const once =
    command.once === undefined ? undefined : textSource(command.once, [...path, 'once'], scope);

  // What is opened or set aside from here counts its days where the mapping's dates are.
  const { zone } = document.mapping;
  const zoned =
    zone !== 'UTC' && !names.includes('zone') && resolve(kind.data, 'zone').found ? { zone } : {};

  const at = fields.find(({ name }) => name === 'at')?.field;
  const test = compileConditions(command.when, [...path, 'when'], scope);

  const fill = (cells: readonly string[]): Filled => {
    const holds = test(cells);
    if (holds === false) return 'not-issued';
    if (holds !== true) return faulty([untestable(type, holds)]);
    const { data, faults } = dataFrom(type, fields, cells);
    if (faults.length > 0) return faulty(faults);
    const ready = kind.ready({ ...zoned, ...data });
    if (!('stream' in ready)) return faulty(wrongFields(type, ready, fields, cells));
    const atLatest = at?.latest?.(cells) ?? lastMeantBy(String(data['at']), at?.zone ?? zone);
    const filled = { ...ready, atLatest };
    if (once === undefined) return { readable: true, command: filled, once: undefined };
    const text = once.text(cells);
    return typeof text === 'string'
      ? { readable: true, command: filled, once: identityText(text) }
      : faulty([onceFault(type, once, text)]);
  };
  return { type, aggregate: kind.aggregate, fill };
};

const faulty = (faults: readonly FaultAt[]): Filled => ({ readable: false, faults });

/** A command of which nobody can say whether the row issues it. */
const untestable = (type: string, { label, expected, found }: Unreadable): FaultAt => ({
  code: 'import/wrong-value',
  where: `${type}, when`,
  what: `${label}: ${expected}${foundText(found)}`,
});

const onceFault = (type: string, once: TextSource, text: Unreadable | undefined): FaultAt => ({
  code: text === undefined ? 'import/missing-value' : 'import/wrong-value',
  where: `${type}, once`,
  what:
    text === undefined
      ? `${once.label} is empty`
      : `${once.label}: ${text.expected}${foundText(text.found)}`,
});

/** The data that a row's cells make, and every cell that cannot be read. */
const dataFrom = (
  type: string,
  fields: readonly FieldAt[],
  cells: readonly string[],
): { readonly data: Data; readonly faults: readonly FaultAt[] } => {
  const data: Data = {};
  const faults: FaultAt[] = [];
  for (const { name, parts, required, field, value: read } of fields) {
    const value = read(cells);
    const where = `${type}.${name}`;
    if (value instanceof Unreadable)
      faults.push({
        code: 'import/wrong-value',
        where,
        what: `${value.label}: ${value.expected}${foundText(value.found)}`,
      });
    else if (value !== undefined) put(data, parts, value);
    else if (required)
      faults.push({ code: 'import/missing-value', where, what: `${field.label} is empty` });
  }
  return { data, faults };
};

/** The cell's text, for people. */
const found = (field: Field, cells: readonly string[]): string => {
  const text = field.text(cells);
  return foundText(typeof text === 'string' ? text : undefined);
};

const foundText = (text: string | undefined): string =>
  text === undefined ? '' : `, found ${JSON.stringify(text)}`;

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
): readonly FaultAt[] =>
  wrong.map(({ path, expected }): FaultAt => {
    const code = 'import/wrong-value';
    const fine = fields.find(
      ({ name, field }) => name.startsWith(`${path}.`) && isTooFine(field.value(cells)),
    );
    if (fine !== undefined)
      return {
        code,
        where: `${type}.${fine.name}`,
        what: `${fine.field.label}: expected no more decimals than the currency has${found(fine.field, cells)}`,
      };
    const at = fields.find(({ name }) => path === name || path.startsWith(`${name}.`));
    return {
      code,
      where: `${type}.${path}`,
      what: at === undefined ? expected : `${at.field.label}: ${expected}${found(at.field, cells)}`,
    };
  });

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
