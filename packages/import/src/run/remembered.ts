import { basename } from 'node:path';
import type { Belonging } from './belonging.ts';
import { type ImportedRows, importedRowsFile, nothingImported } from './imported-rows.ts';
import { type Rejects, rejectsFile, rejectsInMemory } from './rejects.ts';
import type { RowNotes } from './row-notes.ts';
import { settledIn } from './settled.ts';
import type { ImportTarget } from './target.ts';

/**
 * Where an import keeps what is for people, and what its log cannot tell quickly: which rows were
 * rejected, which are imported. The files belong to a log and a mapping, wherever the input is.
 */
export interface Remembering {
  /** The path that the files' names begin with: usually that of the log. */
  readonly beside: string;
  /** Where refused rows go; by default beside the log. Those of joined files go beside them. */
  readonly rejects?: string;
  /** How many bytes a file of rejects may have, 64 MiB by default: rows beyond them are only counted. */
  readonly rejectsLimit?: number;
}

/** What earlier runs wrote down, and this one adds to. */
export interface Remembered {
  /** The rejects of each file, by its name. */
  readonly rejects: ReadonlyMap<string, Rejects>;
  readonly imported: ImportedRows;
  /** Commands that an earlier version of the program wrote down. */
  readonly settled: AsyncIterable<RowNotes>;
}

/** What is remembered, and for whom. */
export interface RememberedParts {
  readonly belonging: Belonging;
  /** Identifies the mapping and its joined files. */
  readonly plan: string;
  readonly target: ImportTarget;
  /** The input's name and the columns of its rows. */
  readonly input: TableName;
  /** The joined files of which rows are imported. */
  readonly joined: readonly TableName[];
}

/** A table, and the columns of its rows. */
export interface TableName {
  readonly file: string;
  readonly columns: readonly string[];
}

/** The beginning of the names of a mapping's files beside a log. */
const besideFor = (beside: string, mapping: string): string =>
  `${beside}.import-${mapping.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}`;

/** Where the rejected rows of a mapping's input go. */
export const rejectsPath = ({ beside, rejects }: Remembering, mapping: string): string =>
  rejects ?? `${besideFor(beside, mapping)}.rejects.csv`;

/**
 * What is remembered in files.
 *
 * @param path where the rejected rows of the input go
 * @throws ImportError for a file that cannot be read, is something else, or of another import
 */
export const rememberedIn = async (
  { beside, rejectsLimit }: Remembering,
  path: string,
  { belonging, plan, target, input, joined }: RememberedParts,
): Promise<Remembered> => {
  const begin = besideFor(beside, belonging.mapping);
  const rejects = new Map<string, Rejects>();
  for (const { file, columns } of joined)
    rejects.set(file, rejectsFile(rejectsPathOf(path, file), columns, belonging, rejectsLimit));
  rejects.set(input.file, rejectsFile(path, input.columns, belonging, rejectsLimit));
  return {
    rejects,
    settled: settledIn(`${begin}.settled`, belonging),
    imported: await importedRowsFile(`${begin}.imported`, plan, belonging, target),
  };
};

/** Where rejects of one of several files go: `deals.rejects.csv` of `teams.csv` is `deals.rejects.teams.csv`. */
export const rejectsPathOf = (path: string, file: string): string =>
  `${path.replace(/\.csv$/, '')}.${basename(file).replace(/\.\w+$/, '')}.csv`;

/** The same in memory: what earlier runs wrote down is known, and nothing is written. */
export const rememberedInMemory = (before: Remembered | undefined): Remembered => ({
  rejects: new Map(
    [...(before?.rejects ?? [])].map(([file, rejects]) => [file, rejectsInMemory(rejects)]),
  ),
  settled: before?.settled ?? nothing(),
  imported: { ...nothingImported, known: before?.imported.known ?? [] },
});

/** Nothing at all. */
export async function* nothing(): AsyncGenerator<never> {}

/** The log that all of it belongs to has its first event. */
export const bindAll = (remembered: Remembered, log: string): void => {
  for (const file of filesOf(remembered)) file.bind(log);
};

/** Closes all of it. */
export const closeAll = (remembered: Remembered): void => {
  for (const file of filesOf(remembered)) file.close();
};

/** What was written down of rejected rows survives the loss of power. */
export const syncRejects = ({ rejects }: Pick<Remembered, 'rejects'>): void => {
  for (const each of rejects.values()) each.sync();
};

const filesOf = ({ rejects, imported }: Remembered) => [...rejects.values(), imported];

/** The lock of all imports into a log. */
export const lockPath = ({ beside }: Remembering): string => `${beside}.importing`;
