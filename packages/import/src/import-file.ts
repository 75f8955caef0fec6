import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { ImportError } from './import-error.ts';
import type { FileImportOptions, ImportOptions } from './import-options.ts';
import { type InputResult, type PreparedInput, prepareInput } from './input-import.ts';
import {
  type MappingDocument,
  type MappingSection,
  readMapping,
} from './mapping/mapping-document.ts';
import { importLock } from './run/import-lock.ts';
import { rejectsOf } from './run/rejected-input.ts';
import { lockPath, type Remembering, rejectsPathOf } from './run/remembered.ts';
import { addedTally, noTally, type Tally } from './run/tally.ts';
import type { ImportTarget } from './run/target.ts';
import { wordsOf } from './system-error.ts';
import { whileUploaded } from './uploaded.ts';
import { isWithin } from './within.ts';

/** What an import came to: the counts of all its files together. */
export interface ImportResult extends Tally {
  /** The mapping's name. */
  readonly mapping: string;
  /** Where the refused rows are; a dry run writes none, and several files have several. */
  readonly rejects?: string;
  /** What each file came to, where the mapping has several. */
  readonly inputs?: readonly InputResult[];
}

/** An import whose mapping, joined files and CSV are known to be sound; it is run once. */
export interface PreparedImport {
  /**
   * Carries out the commands of every row. A row that cannot be read, that has a command which is
   * refused, or whose key does not tell it from others, is written to the rejects file and stops
   * nothing. None of its commands takes effect, unless the mapping says `whole: false`: then those
   * before the refused one do. Command ids follow from the mapping's name and the row's key, so a
   * second run adds nothing, and one that was interrupted goes on where it stopped. One import into a
   * log is carried out at a time: another one waits for it.
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

/**
 * Reads mapping, joined files and every input whole, and stores nothing. What is uploaded is read to its
 * end, and its joined files are looked for beside the mapping.
 *
 * @throws ImportError for a mapping, file or table that is not as it should be
 * @throws Interrupted
 */
export const prepareImport = (options: ImportOptions): Promise<PreparedImport> => {
  const { input, signal } = options;
  return typeof input === 'string'
    ? prepareFiles({ ...options, input })
    : whileUploaded(input, signal, (file) => prepareFiles({ ...options, input: file }));
};

const prepareFiles = async (options: FileImportOptions): Promise<PreparedImport> => {
  const sections = await readMapping(options.mapping);
  const files = await filesOf(sections, options);
  const prepared: PreparedInput[] = [];
  const close = (): void => {
    for (const each of prepared) each.close();
  };
  try {
    for (const { file, document } of files)
      prepared.push(await prepareInput(file, document, options));
  } catch (error) {
    close();
    throw error;
  }
  /** Rejects of several files go into several, though one was named. */
  const apart = ({ name }: PreparedInput, remembering: Remembering): Remembering =>
    remembering.rejects === undefined || prepared.length === 1
      ? remembering
      : { ...remembering, rejects: rejectsPathOf(remembering.rejects, name) };
  const inTurn = async (
    work: (each: PreparedInput) => Promise<InputResult>,
  ): Promise<ImportResult> => {
    try {
      const results: InputResult[] = [];
      for (const each of prepared) results.push(await work(each));
      return together(sections, results);
    } finally {
      close();
    }
  };
  const { signal, onWaiting = () => undefined } = options;
  return {
    run: async (target, remembering) => {
      const what = `${basename(options.input)} by ${basename(options.mapping)}`;
      const waiting = { signal, onWaiting };
      try {
        const release = await importLock(lockPath(remembering), what, waiting);
        return await inTurn((each) => each.run(target, apart(each, remembering))).finally(release);
      } finally {
        close();
      }
    },
    dryRun: (target, remembering) =>
      inTurn((each) => each.dryRun(target, remembering && apart(each, remembering))),
    close,
  };
};

/** The files that are imported, each by its section of the mapping. */
export const filesOf = async (
  sections: readonly MappingSection[],
  { input, mapping }: FileImportOptions,
): Promise<readonly { readonly file: string; readonly document: MappingDocument }[]> => {
  const wrong = (reason: string) => new ImportError('import/file', { file: input }, reason);
  const inFolder = await isFolder(input);
  const [first] = sections;
  if (first?.file === undefined) {
    if (inFolder)
      throw wrong(
        `is a folder, and ${basename(mapping)} is about one file; give it several \`inputs\``,
      );
    return sections.map(({ document }) => ({ file: input, document }));
  }
  if (inFolder)
    return sections.map(({ file = '', document }) => {
      const path = resolve(input, file);
      if (!isWithin(resolve(input), path))
        throw document.wrong(['file'], 'expected a file in the folder');
      return { file: path, document };
    });
  const rejectedOf = await rejectsOf(input);
  const section = sections.find(
    ({ file = '', document }) =>
      basename(file) === basename(input) || document.mapping.name === rejectedOf,
  );
  if (section === undefined)
    throw wrong(
      `is none of the inputs of ${basename(mapping)} (${sections.map(({ file }) => file).join(', ')}); give the folder they are in`,
    );
  return [{ file: input, document: section.document }];
};

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw new ImportError('import/file', { file: path }, `cannot be read: ${wordsOf(cause)}`, {
      cause,
    });
  }
};

const together = (
  sections: readonly MappingSection[],
  results: readonly InputResult[],
): ImportResult => {
  const [first] = sections;
  const [only, ...others] = results;
  if (first?.file === undefined && only !== undefined && others.length === 0) {
    const { file: _, ...result } = only;
    return result;
  }
  return {
    mapping: first?.whole ?? '',
    ...results.reduce<Tally>(addedTally, noTally),
    inputs: results,
  };
};
