import { derivedId } from '@presales/kernel';
import { Unreadable } from './cell-readers.ts';
import { type CommandKind, commandKinds, type ReadyCommand } from './command-catalogue.ts';
import { isRequired, leftOut, resolve } from './command-shape.ts';
import { compileConditions, type Test } from './condition.ts';
import { compileField, type Field } from './field.ts';
import { type JoinedRows, noSuchColumn } from './joined-rows.ts';
import type { RowCommand } from './mapping.ts';
import type { MappingDocument, Path } from './mapping-document.ts';
import { type Scope, type TextOf, textSource } from './source-text.ts';

/** A command of a row, with everything that goes with it. */
export interface PlannedCommand extends ReadyCommand {
  readonly family: CommandKind['family'];
  readonly commandId: string;
  readonly actor: string;
  /** Whether other rows may ask the same command. */
  readonly shared: boolean;
}

/** What a row comes to: commands in order, or why it cannot be read. */
export type RowPlan =
  | {
      readonly readable: true;
      /** Shared by the row's commands; another when the row's cells are others. */
      readonly correlationId: string;
      readonly commands: readonly PlannedCommand[];
    }
  | { readonly readable: false; readonly code: RowFault; readonly reason: string };

/** Why a row cannot be read. */
export type RowFault =
  /** More or fewer cells than the header has columns. */
  | 'import/cells'
  /** A field that the command needs has an empty cell. */
  | 'import/missing-value'
  /** A cell is not what its type says, or the command cannot take it. */
  | 'import/wrong-value';

/** Turns the rows of one file into commands. Pure: the same row always gives the same. */
export interface Pass {
  /** The rows: the input's, one joined file's, or a single empty one. */
  readonly over: 'input' | 'once' | JoinedRows;
  /** Where in the mapping it stands. */
  readonly path: Path;
  readonly plan: (cells: readonly string[]) => RowPlan;
}

/** A mapping compiled against the files it is about. */
export interface ImportPlan {
  /** In order; each is done with before the next begins. The last is over the input. */
  readonly passes: readonly Pass[];
}

/** What a plan is made from. */
export interface PlanParts {
  readonly document: MappingDocument;
  /** The input's name and columns. */
  readonly input: Pick<Scope, 'file' | 'columns'>;
  readonly joined: ReadonlyMap<string, JoinedRows>;
}

/**
 * Compiles a mapping.
 *
 * @throws ImportError `import/mapping`, naming the line, for a command, field, column, file or value
 *   that is not there, a field the command needs and the mapping leaves out, or one of the wrong type
 */
export const importPlan = ({ document, input, joined }: PlanParts): ImportPlan => {
  const { mapping } = document;
  const scope: Scope = { document, ...input, joined };
  const setup = mapping.setup.map((command, index): Pass => {
    const path = ['setup', index];
    if (command.each === undefined) {
      const nothing = { ...scope, file: 'a command issued once', columns: new Map() };
      return pass('once', path, ['once', index], [], nothing, [{ command, path }]);
    }
    const rows = joined.get(command.each);
    if (rows === undefined)
      throw document.wrong([...path, 'each'], `no file ${command.each} in the mapping's files`);
    return pass(rows, path, [command.each, index], [rows.key], { ...scope, ...rows }, [
      { command, path },
    ]);
  });
  const rows = mapping.rows.map((command, index) => ({ command, path: ['rows', index] }));
  const key = mapping.key ?? [...input.columns.keys()];
  const keys = typeof key === 'string' ? [key] : key;
  return { passes: [...setup, pass('input', ['rows'], ['rows'], keys, scope, rows)] };
};

interface CommandAt {
  readonly command: RowCommand;
  readonly path: Path;
}

const pass = (
  over: Pass['over'],
  path: Path,
  section: readonly (string | number)[],
  keys: readonly string[],
  scope: Scope,
  commandsAt: readonly CommandAt[],
): Pass => {
  const { document, columns, file } = scope;
  const { name, actor: actorSource } = document.mapping;
  const keyAt = keys.map((key) => {
    const at = columns.get(key);
    if (at === undefined) throw document.wrong(['key'], noSuchColumn(key, file, columns));
    return at;
  });
  const actor =
    actorSource === undefined || over !== 'input'
      ? () => `import:${name}`
      : actorOf(textSource(actorSource, ['actor'], scope).text, `import:${name}`);
  const templates = commandsAt.map(({ command, path }) => compileCommand(command, path, scope));

  const plan = (cells: readonly string[]): RowPlan => {
    if (cells.length !== columns.size)
      return unreadable(
        'import/cells',
        `${cells.length} cells, but the header has ${columns.size}`,
      );
    const row = keyAt.map((at) => cells[at] ?? '');
    const commands: PlannedCommand[] = [];
    for (const [index, template] of templates.entries()) {
      if (!template.test(cells)) continue;
      const filled = template.fill(cells);
      if (filled.readable === false) return filled;
      const { once } = filled;
      const id = once === undefined ? [...row, index] : ['once', once, template.type];
      commands.push({
        ...filled.command,
        family: template.family,
        commandId: derivedId('import', name, ...section, ...id),
        actor: actor(cells),
        shared: once !== undefined,
      });
    }
    return {
      readable: true,
      correlationId: derivedId('import', name, ...section, ...cells),
      commands,
    };
  };
  return { over, path, plan };
};

const actorOf = (text: TextOf, otherwise: string) => (cells: readonly string[]) => {
  const found = text(cells);
  return found === undefined || found instanceof Unreadable ? otherwise : found;
};

const unreadable = (code: RowFault, reason: string) => ({ readable: false, code, reason }) as const;

type Filled =
  | {
      readonly readable: true;
      readonly command: ReadyCommand;
      /** The value that the command is issued once for. */
      readonly once: string | undefined;
    }
  | Extract<RowPlan, { readonly readable: false }>;

interface Template {
  readonly type: string;
  readonly family: CommandKind['family'];
  readonly test: Test;
  readonly fill: (cells: readonly string[]) => Filled;
}

interface FieldAt {
  readonly name: string;
  readonly parts: readonly string[];
  readonly required: boolean;
  readonly field: Field;
}

const compileCommand = (command: RowCommand, path: Path, scope: Scope): Template => {
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

  const fill = (cells: readonly string[]): Filled => {
    const data: Data = {};
    for (const { name, parts, required, field } of fields) {
      const value = field.value(cells);
      const where = `${type}.${name}: ${field.label}`;
      if (value instanceof Unreadable)
        return unreadable(
          'import/wrong-value',
          `${where}: ${value.expected}${found(field, cells)}`,
        );
      if (value !== undefined) put(data, parts, value);
      else if (required) return unreadable('import/missing-value', `${where} is empty`);
    }
    const ready = kind.ready(data);
    if (!('stream' in ready))
      return unreadable('import/wrong-value', wrongFields(type, ready, fields, cells));
    const text = once?.text(cells);
    if (once !== undefined && typeof text !== 'string')
      return unreadable('import/missing-value', `${type}, once: ${once.label} is empty`);
    return { readable: true, command: ready, once: typeof text === 'string' ? text : undefined };
  };
  return {
    type,
    family: kind.family,
    test: compileConditions(command.when, [...path, 'when'], scope),
    fill,
  };
};

/** The cell's text, for people. */
const found = (field: Field, cells: readonly string[]): string => {
  const text = field.text(cells);
  return typeof text === 'string' ? `, found ${JSON.stringify(text)}` : '';
};

const wrongFields = (
  type: string,
  wrong: readonly { readonly path: string; readonly expected: string }[],
  fields: readonly FieldAt[],
  cells: readonly string[],
): string =>
  wrong
    .map(({ path, expected }) => {
      const at = fields.find(({ name }) => path === name || path.startsWith(`${name}.`));
      return at === undefined
        ? `${type}.${path}: ${expected}`
        : `${type}.${path}: ${at.field.label}: ${expected}${found(at.field, cells)}`;
    })
    .join('; ');

interface Data {
  [key: string]: unknown;
}

/** Puts a value at a path; a part that is a number makes a list of what holds it. */
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
