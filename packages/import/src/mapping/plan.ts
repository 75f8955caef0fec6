import { derivedId, identityText } from '@presales/kernel';
import { meant } from '../nearest.ts';
import { type JoinedRows, noSuchColumn } from '../table/joined-rows.ts';
import type { Placing } from '../table/staging.ts';
import { Unreadable } from './cell-readers.ts';
import type { CommandKind } from './command-catalogue.ts';
import { compileCommand, type FilledCommand } from './command-template.ts';
import { comparedValues, type UncoveredValue } from './compared-values.ts';
import type { RowCommand } from './mapping.ts';
import type { MappingDocument, Path } from './mapping-document.ts';
import { type FaultAt, type UnreadableRow, unreadable, unreadableFor } from './row-fault.ts';
import { runningNumbers } from './running-numbers.ts';
import { compileSorting } from './sorting.ts';
import { type Scope, type TextOf, textSource } from './source-text.ts';

/** A command of a row, with everything that goes with it. */
export interface PlannedCommand extends FilledCommand {
  readonly aggregate: CommandKind['aggregate'];
  readonly commandId: string;
  readonly actor: string;
  /** Whether other rows may give the same command. */
  readonly shared: boolean;
}

/** A row's commands in order. */
export interface ReadableRow {
  readonly readable: true;
  /** Shared by the row's commands. It follows from the row's cells: other cells, another id. */
  readonly correlationId: string;
  readonly commands: readonly PlannedCommand[];
}

/** What a row comes to: commands, or why it cannot be read. */
export type RowPlan = ReadableRow | UnreadableRow;

/** Turns the rows of one file into commands. Pure: the same cells always give the same commands. */
export interface Pass {
  /** The rows: the input's, one joined file's, or a single empty one. */
  readonly over: 'input' | 'once' | JoinedRows;
  /** Where in the mapping it stands. */
  readonly path: Path;
  /**
   * Begins to number rows: returns a function that takes the cells of every row once, in order, also
   * of a row that is then passed over, and returns them with the running numbers of the mapping
   * appended. `plan` and `uncovered` take what it returned.
   */
  readonly numbering: () => (cells: readonly string[]) => readonly string[];
  /** Whether rows have running numbers: what they become depends on the rows before them. */
  readonly numbered: boolean;
  readonly plan: (cells: readonly string[]) => RowPlan;
  /** The values of a row that conditions compare and none of them knows, so that they led to nothing. */
  readonly uncovered: (cells: readonly string[]) => readonly UncoveredValue[];
}

/** The rows of the input: by what they are told apart, how they are sorted, what they become. */
export interface InputPass extends Pass, Placing {
  readonly over: 'input';
  /** The key's columns. */
  readonly keys: readonly string[];
}

/** A mapping compiled against the files it is about. */
export interface ImportPlan {
  /** What goes before the rows of the input, in order: each is finished before the next begins. */
  readonly setup: readonly Pass[];
  readonly rows: InputPass;
  /** Follows from the mapping and its joined files: with the same the same row gives the same commands. */
  readonly identity: string;
}

/** What a plan is compiled from. */
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
      throw document.wrong(
        [...path, 'each'],
        `no file ${command.each} in the mapping's files${meant(command.each, joined.keys())}`,
      );
    return pass(rows, path, [command.each, index], [rows.key], { ...scope, ...rows }, [
      { command, path },
    ]);
  });
  const files = [...joined].map(([name, { columns, rows }]) => [name, [...columns], [...rows]]);
  const identity = derivedId('import plan', document.text, JSON.stringify(files));
  return { setup, rows: inputPass(scope), identity };
};

const inputPass = (scope: Scope): InputPass => {
  const { document, columns } = scope;
  const { mapping } = document;
  const commands = mapping.rows.map((command, index) => ({ command, path: ['rows', index] }));
  const key = mapping.key ?? [...columns.keys()];
  const keys = typeof key === 'string' ? [key] : key;
  const keyAt = columnsAt(keys, scope);
  const sorting = compileSorting(mapping.sort, scope);
  const rows = pass('input', ['rows'], ['rows'], keys, scope, commands);
  return {
    ...rows,
    over: 'input',
    keys,
    keyOf: (cells) => {
      if (cells.length !== columns.size) return undefined;
      const parts = keyAt.map((at) => identityText(cells[at] ?? ''));
      return parts.every((part) => part === '') ? '' : JSON.stringify(parts);
    },
    orderOf: sorting.of,
    directions: sorting.directions,
    plan: (cells) => {
      const fault = sorting.fault(cells);
      return fault === undefined ? rows.plan(cells) : unreadable('import/wrong-value', fault);
    },
  };
};

/** Where columns stand. */
const columnsAt = (
  names: readonly string[],
  { document, columns, file }: Scope,
): readonly number[] =>
  names.map((name) => {
    const at = columns.get(name);
    if (at === undefined) throw document.wrong(['key'], noSuchColumn(name, file, columns));
    return at;
  });

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
  const { document, columns } = scope;
  const { name, actor: actorSource } = document.mapping;
  const keyAt = columnsAt(keys, scope);
  const numbers = runningNumbers(scope);
  const values = comparedValues();
  const within: Scope = { ...scope, runningAt: numbers.at, compared: values.add };
  const actor =
    actorSource === undefined || over !== 'input'
      ? () => `import:${name}`
      : actorOf(textSource(actorSource, ['actor'], within).text, `import:${name}`);
  const templates = commandsAt.map(({ command, path }) => compileCommand(command, path, within));

  const plan = (cells: readonly string[]): RowPlan => {
    const own = cells.length - numbers.count();
    if (own !== columns.size)
      return unreadable('import/cells', `${own} cells, but the header has ${columns.size}`);
    const row = keyAt.map((at) => identityText(cells[at] ?? ''));
    const commands: PlannedCommand[] = [];
    const faults: FaultAt[] = [];
    for (const [index, template] of templates.entries()) {
      const filled = template.fill(cells);
      if (filled === 'not-issued') continue;
      if (!filled.readable) {
        faults.push(...filled.faults);
        continue;
      }
      const { once } = filled;
      const id = once === undefined ? [...row, index] : ['once', once, template.type];
      commands.push({
        ...filled.command,
        aggregate: template.aggregate,
        commandId: derivedId('import', name, ...section, ...id),
        actor: actor(cells),
        shared: once !== undefined,
      });
    }
    if (faults.length > 0) return unreadableFor(faults);
    return {
      readable: true,
      correlationId: derivedId('import', name, ...section, ...cells.slice(0, own)),
      commands,
    };
  };
  const uncovered = (cells: readonly string[]) =>
    cells.length - numbers.count() === columns.size ? values.uncovered(cells) : [];
  const numbered = numbers.count() > 0;
  return { over, path, numbering: numbers.begin, numbered, plan, uncovered };
};

const actorOf = (text: TextOf, otherwise: string) => (cells: readonly string[]) => {
  const found = text(cells);
  return found === undefined || found instanceof Unreadable ? otherwise : found;
};
