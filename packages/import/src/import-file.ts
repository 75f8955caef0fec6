import { basename } from 'node:path';
import { PresalesError } from '@presales/kernel';
import { ImportStopped } from './import-error.ts';
import { readMapping } from './mapping/mapping-document.ts';
import { importPlan } from './mapping/plan.ts';
import { importedRowsFile, nothingImported } from './run/imported-rows.ts';
import { rejectsFile, rejectsInMemory } from './run/rejects.ts';
import { importRun, type RunParts, type Tally } from './run/run.ts';
import { settledFile, settledInMemory } from './run/settled.ts';
import type { ImportTarget } from './run/target.ts';
import { readHeader, readInput, sizeOf, untilAborted } from './table/input.ts';
import { readJoinedFiles } from './table/joined-rows.ts';
import { stageRows } from './table/staging.ts';
import { tableFormatOf } from './table/table-format.ts';

/** How far an import has come. */
export interface ImportProgress {
  /** Before the first command the whole input is read, to find what is broken and to sort it. */
  readonly phase: 'reading' | 'importing';
  /** How much is done: bytes of the input as it lies on the disk while it is read, then rows. */
  readonly done: number;
  readonly total: number;
  readonly rejected: number;
}

/** What an import works with. */
export interface ImportOptions {
  /** The CSV file, gzipped or not. */
  readonly input: string;
  /** The mapping file. */
  readonly mapping: string;
  /** How many rows are under way at the same time, 64 by default; a log may store them in one commit. */
  readonly rowsInFlight?: number;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Stops the import after the rows under way. */
  readonly signal?: AbortSignal;
}

/** What an import came to. */
export interface ImportResult extends Tally {
  /** The mapping's name. */
  readonly mapping: string;
  /** Where the refused rows are; a dry run writes none. */
  readonly rejects?: string;
}

/**
 * Where an import keeps what its log cannot tell it: which rows were rejected, and which commands
 * changed nothing. The files belong to a log and a mapping, wherever the input is.
 */
export interface Remembering {
  /** The path that the files' names begin with: usually that of the log. */
  readonly beside: string;
  /** Where refused rows go; by default beside the log. */
  readonly rejects?: string;
}

/** An import whose mapping, joined files and CSV are known to be sound; it is run once. */
export interface PreparedImport {
  /**
   * Carries out the commands of every row. A row that cannot be read, that has a command which is
   * refused, or whose key does not tell it from others, is written to the rejects file and stops
   * nothing. None of its commands takes effect, unless the mapping says `whole: false`: then those
   * before the refused one do. Command ids follow from the mapping's name and the row's key, so a
   * second run adds nothing, and one that was interrupted goes on where it stopped.
   *
   * @throws ImportError when a command that is issued once is refused, or a file that remembers
   *   belongs to another import
   * @throws Interrupted when the signal aborts; what was stored stays
   * @throws ImportStopped when the log stayed unsure or contended, EventLogError when it fails; what
   *   was stored stays
   */
  readonly run: (target: ImportTarget, remembering: Remembering) => Promise<ImportResult>;
  /**
   * Does the same on a target that stores nothing (`rehearsalTarget`), and writes no file: it counts
   * what `run` would count on the log as it is now.
   *
   * @throws what `run` throws
   */
  readonly dryRun: (target: ImportTarget, remembering?: Remembering) => Promise<ImportResult>;
  /** Frees the rows that were read. Both runs do it at their end. */
  readonly close: () => void;
}

/** The beginning of the names of a mapping's files beside a log. */
const besideFor = (beside: string, mapping: string): string =>
  `${beside}.import-${mapping.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}`;

/**
 * Reads mapping, joined files and the whole input, and stores nothing.
 *
 * @throws ImportError for a mapping, file or table that is not as it should be
 * @throws Interrupted
 */
export const prepareImport = async (options: ImportOptions): Promise<PreparedImport> => {
  const { input, mapping, signal, rowsInFlight = 64, onProgress = () => undefined } = options;
  const file = basename(input);
  const bytes = await sizeOf(input);
  const document = await readMapping(mapping);
  const { name } = document.mapping;
  const format = tableFormatOf(document.mapping);
  const columns = await readHeader(input, format);
  const joined = await readJoinedFiles(document, { input, mapping });
  const plan = importPlan({ document, input: { file, columns }, joined });
  const reading = readInput(input, format, signal, (done) =>
    onProgress({ phase: 'reading', done, total: bytes, rejected: 0 }),
  );
  const staging = await stageRows(file, reading, plan.rows);

  const carryOut = async (
    parts: Pick<RunParts, 'target' | 'rejects' | 'settled' | 'imported' | 'bound'>,
  ): Promise<ImportResult> => {
    staging.markKnown(parts.imported.known);
    const run = importRun({ ...parts, document, rowsInFlight });
    for (const pass of plan.setup) await run.setUp(pass);
    await run.rows(
      plan.rows,
      file,
      untilAborted(staging.pages(), signal, () => {
        const { rows, rejected } = run.tally();
        onProgress({ phase: 'importing', done: rows, total: staging.count, rejected });
      }),
    );
    return { mapping: name, ...run.tally() };
  };

  /** What earlier runs wrote down beside the log. */
  const remembered = async (target: ImportTarget, { beside, rejects }: Remembering) => {
    const begin = besideFor(beside, name);
    const log = await target.identity();
    const belonging = { mapping: name, log };
    const path = rejects ?? `${begin}.rejects.csv`;
    return {
      path,
      log,
      rejects: await rejectsFile(path, belonging),
      settled: await settledFile(`${begin}.settled`, belonging),
      imported: await importedRowsFile(`${begin}.imported`, plan.identity, belonging, target),
    };
  };

  return {
    run: async (target, remembering) => {
      const { path, log, ...files } = await remembered(target, remembering);
      const each = Object.values(files);
      try {
        if (log !== undefined) for (const file of each) file.bind(log);
        const result = await carryOut({ target, ...files, bound: log !== undefined }).finally(
          files.imported.flush,
        );
        return { rejects: path, ...result };
      } catch (error) {
        const byHandler = error instanceof PresalesError && error.code.startsWith('handle/');
        throw byHandler ? new ImportStopped(error) : error;
      } finally {
        for (const file of each) file.close();
        staging.close();
      }
    },
    dryRun: async (target, remembering) => {
      try {
        const files = remembering && (await remembered(target, remembering));
        return await carryOut({
          target,
          rejects: rejectsInMemory(files?.rejects),
          settled: settledInMemory(files?.settled),
          imported: { ...nothingImported, known: files?.imported.known ?? [] },
          bound: true,
        });
      } finally {
        staging.close();
      }
    },
    close: staging.close,
  };
};
