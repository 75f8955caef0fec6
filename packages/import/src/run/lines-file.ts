import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ImportError } from '../import-error.ts';
import { systemCode, wordsOf } from '../system-error.ts';

/** A text file that only grows, each addition in one write, so that a killed process leaves whole lines. */
export interface LinesFile {
  /** @throws ImportError `import/file` when it cannot be written */
  readonly append: (text: string) => void;
  /**
   * Puts another header of the same length in place of the first.
   *
   * @throws ImportError `import/file` when it cannot be written
   */
  readonly setHeader: (header: string) => void;
  readonly close: () => void;
}

/**
 * Opens a file to add to, when something is added; until then it is not made.
 *
 * @param standing how many bytes of a file that is there already to keep: what follows them was cut
 *   off by a crash
 */
export const linesFile = (path: string, header: string, standing?: number): LinesFile => {
  let first = header;
  let handle: number | undefined;
  const opened = (): number => {
    if (handle !== undefined) return handle;
    handle = openSync(path, 'a');
    if (standing !== undefined && fstatSync(handle).size > standing)
      ftruncateSync(handle, standing);
    if (fstatSync(handle).size === 0) writeSync(handle, first);
    return handle;
  };
  /** A file that is opened to append to it cannot be written at its beginning. */
  const overwrite = (): void => {
    const beginning = openSync(path, 'r+');
    try {
      writeSync(beginning, first, 0);
    } finally {
      closeSync(beginning);
    }
  };
  const surely = (write: () => void): void => {
    try {
      write();
    } catch (cause) {
      throw new ImportError(
        'import/file',
        { file: path },
        `cannot be written: ${wordsOf(cause)}; name another place with --rejects, and run the import again`,
        { cause },
      );
    }
  };
  return {
    append: (text) => surely(() => writeSync(opened(), text)),
    setHeader: (other) => {
      first = other;
      if (handle !== undefined || standing !== undefined) surely(overwrite);
    },
    close: () => {
      if (handle !== undefined) closeSync(handle);
      handle = undefined;
    },
  };
};

/**
 * What such a file holds; nothing where there is none yet.
 *
 * @throws ImportError `import/file` when it cannot be read
 */
export const readLines = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw new ImportError('import/file', { file: path }, `cannot be read: ${wordsOf(error)}`, {
      cause: error,
    });
  }
};
