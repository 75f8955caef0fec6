import { basename } from 'node:path';
import { PresalesError } from '@presales/kernel';
import { ImportStopped } from './import-error.ts';
import { readMapping } from './mapping/mapping-document.ts';
import { importPlan } from './mapping/plan.ts';
import { nothingRejected, rejectsFile } from './run/rejects.ts';
import { importRun, type RunParts, type Tally } from './run/run.ts';
import { nothingSettled, settledFile } from './run/settled.ts';
import { dryTarget, type ImportTarget } from './run/target.ts';
import { readHeader, readInput, sizeOf } from './table/input.ts';
import { readJoinedFiles } from './table/joined-rows.ts';

/** How far an import has come. */
export interface ImportProgress {
  /** Before the first command the whole input is read, to find broken CSV. */
  readonly phase: 'checking' | 'importing';
  /** Rows of the input that were read in this phase. */
  readonly rows: number;
  readonly rejected: number;
  /** Of the input as it lies on the disk, compressed or not. */
  readonly bytesRead: number;
  readonly bytesTotal: number;
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
   * Carries out the commands of every row. A row that cannot be read, or that has a command which is
   * refused, is written to the rejects file and stops nothing: what its earlier commands did stays,
   * and its later ones are left out. Command ids follow from the mapping's name and the row's key, so
   * a second run adds nothing, and one that was interrupted goes on where it stopped.
   *
   * @throws ImportError when a command that is issued once is refused, or a file that remembers
   *   belongs to another import
   * @throws Interrupted when the signal aborts; what was stored stays
   * @throws ImportStopped when the log stayed unsure or contended, EventLogError when it fails; what
   *   was stored stays
   */
  readonly run: (target: ImportTarget, remembering: Remembering) => Promise<ImportResult>;
  /** Reads every row and carries out nothing: neither the log nor any file is written. */
  readonly dryRun: () => Promise<ImportResult>;
}

/** The beginning of the names of a mapping's files beside a log. */
const besideFor = (beside: string, mapping: string): string =>
  `${beside}.import-${mapping.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}`;

/**
 * Reads mapping, joined files and the whole CSV, and stores nothing.
 *
 * @throws ImportError for a mapping, file or CSV that is not as it should be
 * @throws Interrupted
 */
export const prepareImport = async (options: ImportOptions): Promise<PreparedImport> => {
  const { input, mapping, signal, rowsInFlight = 64, onProgress = () => undefined } = options;
  const file = basename(input);
  const bytesTotal = await sizeOf(input);
  const document = await readMapping(mapping);
  const { csv, excel, limits } = document.mapping;
  const format = { ...csv, ...excel, ...limits };
  const columns = await readHeader(input, format);
  const joined = await readJoinedFiles(document, { input, mapping });
  const plan = importPlan({ document, input: { file, columns }, joined });

  let checked = 0;
  const checking = readInput(input, format, signal, (bytesRead) =>
    onProgress({ phase: 'checking', rows: checked, rejected: 0, bytesRead, bytesTotal }),
  );
  for await (const page of checking) checked += page.length;

  const carryOut = async (
    parts: Pick<RunParts, 'target' | 'rejects' | 'settled' | 'bound'>,
  ): Promise<ImportResult> => {
    const run = importRun({ ...parts, document, rowsInFlight });
    const importing = readInput(input, format, signal, (bytesRead) => {
      const { rows, rejected } = run.tally();
      onProgress({ phase: 'importing', rows, rejected, bytesRead, bytesTotal });
    });
    for (const pass of plan.passes) await run.carryOut(pass, file, importing);
    return { mapping: document.mapping.name, ...run.tally() };
  };

  return {
    run: async (target, remembering) => {
      const mapping = document.mapping.name;
      const beside = besideFor(remembering.beside, mapping);
      const path = remembering.rejects ?? `${beside}.rejects.csv`;
      const log = await target.identity();
      const rejects = await rejectsFile(path, { mapping, log });
      const settled = await settledFile(`${beside}.settled`, { mapping, log });
      try {
        if (log !== undefined) for (const file of [rejects, settled]) file.bind(log);
        const bound = log !== undefined;
        return { rejects: path, ...(await carryOut({ target, rejects, settled, bound })) };
      } catch (error) {
        const byHandler = error instanceof PresalesError && error.code.startsWith('handle/');
        throw byHandler ? new ImportStopped(error) : error;
      } finally {
        rejects.close();
        settled.close();
      }
    },
    dryRun: () =>
      carryOut({
        target: dryTarget,
        rejects: nothingRejected,
        settled: nothingSettled,
        bound: true,
      }),
  };
};
