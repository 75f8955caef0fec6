import { basename } from 'node:path';
import { filesOf, prepareImport } from '../import-file.ts';
import type { FileImportOptions } from '../import-options.ts';
import type { RowCommand, SetupCommand } from '../mapping/mapping.ts';
import { type MappingDocument, readMapping } from '../mapping/mapping-document.ts';
import { inputTable } from '../run/rejected-input.ts';
import { tableFormatOf } from '../table/table-format.ts';
import { conditionWords } from './condition-words.ts';
import { sourceWords, type Values } from './source-words.ts';

/** What a mapping makes of a file, in words. */
export interface CheckedInput {
  /** The file, without its folder. */
  readonly file: string;
  /** The name of the mapping, or of its section. */
  readonly mapping: string;
  /** The columns that tell a row from every other. */
  readonly key: readonly string[];
  /** What rows are sorted by, most important first; in the order of the file where it is empty. */
  readonly order: readonly string[];
  /** Whether a row of which one command is refused is left out as a whole. */
  readonly whole: boolean;
  /** What goes before the rows. */
  readonly setup: readonly CheckedCommand[];
  /** What each row may become. */
  readonly rows: readonly CheckedCommand[];
  /** Columns of the file that nothing is made of. */
  readonly unused: readonly string[];
}

/** A command of a mapping in words. */
export interface CheckedCommand {
  readonly command: string;
  /** Under which condition it is issued; always where it is absent. */
  readonly when?: string;
  /** For each of whose values it is issued once. */
  readonly once?: string;
  /** The joined file for each of whose rows it is issued. */
  readonly each?: string;
  /** Its fields, each with where its value comes from. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * Explains a mapping: which column becomes which field of which command, under which condition, and
 * which columns are left alone. The mapping and all files are read as for an import, and nothing is
 * stored.
 *
 * @throws what `prepareImport` throws
 */
export const checkMapping = async (
  options: FileImportOptions,
): Promise<readonly CheckedInput[]> => {
  (await prepareImport(options)).close();
  const files = await filesOf(await readMapping(options.mapping), options);
  const checked: CheckedInput[] = [];
  for (const { file, document } of files) {
    const { columns } = await inputTable(file, tableFormatOf(document.mapping));
    checked.push(explained(basename(file), [...columns.keys()], document));
  }
  return checked;
};

const explained = (
  file: string,
  columns: readonly string[],
  { mapping }: MappingDocument,
): CheckedInput => {
  const { name, key = columns, sort, whole, values, actor } = mapping;
  const used = new Set<string>();
  const keys = [key].flat();
  // A key of all columns says nothing of what they are for.
  if (mapping.key !== undefined) for (const column of keys) used.add(column);
  const order = sort.map(({ by, order: texts, descending }) => {
    const { words, columns: sorted } = sourceWords(by, values);
    for (const column of sorted) used.add(column);
    return [words, ...(texts === undefined ? [] : [`in the order ${texts.join(', ')}`])]
      .concat(descending ? ['the last first'] : [])
      .join(', ');
  });
  const rows = mapping.rows.map((command) => commandWords(command, values, used));
  if (actor !== undefined)
    for (const column of sourceWords(actor, values).columns) used.add(column);
  return {
    file,
    mapping: name,
    key: keys,
    order,
    whole,
    // What is set up has columns of other files.
    setup: mapping.setup.map((command) => commandWords(command, values, new Set())),
    rows,
    unused: columns.filter((column) => !used.has(column)),
  };
};

const commandWords = (
  command: RowCommand & Pick<Partial<SetupCommand>, 'each'>,
  values: Values,
  used: Set<string>,
): CheckedCommand => {
  const said = ({ words, columns }: ReturnType<typeof sourceWords>): string => {
    for (const column of columns) used.add(column);
    return words;
  };
  const { when, once, each } = command;
  return {
    command: command.command,
    ...(when === undefined ? {} : { when: said(conditionWords(when, values)) }),
    ...(once === undefined ? {} : { once: said(sourceWords(once, values)) }),
    ...(each === undefined ? {} : { each }),
    fields: Object.fromEntries(
      Object.entries(command.fields).map(([field, source]) => [
        field,
        said(sourceWords(source, values)),
      ]),
    ),
  };
};
