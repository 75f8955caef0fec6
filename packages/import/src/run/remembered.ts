import { basename } from 'node:path';
import type { Belonging } from './belonging.ts';
import { type ImportedRows, importedRowsFile, nothingImported } from './imported-rows.ts';
import { type Rejects, rejectsFile, rejectsInMemory } from './rejects.ts';
import { type Settled, settledFile, settledInMemory } from './settled.ts';
import type { ImportTarget } from './target.ts';

/**
 * Where an import keeps what its log cannot tell it, or not quickly: which rows were rejected, which
 * commands changed nothing, which rows are imported. The files belong to a log and a mapping, wherever
 * the input is.
 */
export interface Remembering {
  /** The path that the files' names begin with: usually that of the log. */
  readonly beside: string;
  /** Where refused rows go; by default beside the log. Those of joined files go beside them. */
  readonly rejects?: string;
}

/** What earlier runs wrote down, and this one adds to. */
export interface Remembered {
  /** The rejects of each file, by its name. */
  readonly rejects: ReadonlyMap<string, Rejects>;
  readonly settled: Settled;
  readonly imported: ImportedRows;
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
  { beside }: Remembering,
  path: string,
  { belonging, plan, target, input, joined }: RememberedParts,
): Promise<Remembered> => {
  const begin = besideFor(beside, belonging.mapping);
  const rejects = new Map<string, Rejects>();
  for (const { file, columns } of joined)
    rejects.set(file, await rejectsFile(rejectsPathOf(path, file), columns, belonging));
  rejects.set(input.file, await rejectsFile(path, input.columns, belonging));
  return {
    rejects,
    settled: await settledFile(`${begin}.settled`, belonging),
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
  settled: settledInMemory(before?.settled),
  imported: { ...nothingImported, known: before?.imported.known ?? [] },
});

/** The log that all of it belongs to has its first event. */
export const bindAll = (remembered: Remembered, log: string): void => {
  for (const file of filesOf(remembered)) file.bind(log);
};

/** Closes all of it. */
export const closeAll = (remembered: Remembered): void => {
  for (const file of filesOf(remembered)) file.close();
};

const filesOf = ({ rejects, settled, imported }: Remembered) => [
  ...rejects.values(),
  settled,
  imported,
];
