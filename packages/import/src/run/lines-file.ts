import { closeSync, fstatSync, fsyncSync, ftruncateSync, readFileSync } from 'node:fs';
import { ImportError } from '../import-error.ts';
import { systemCode } from '../system-error.ts';
import { faultOf, openOwn, unreadableOwn, withOwn, writeWhole } from './own-file.ts';

/** A text file that only grows, line by line; what a crash leaves of a line is cut off by the next run. */
export interface LinesFile {
  /** Writes the whole text. @throws ImportError `import/file` when it cannot be written */
  readonly append: (text: string) => void;
  /**
   * Puts another header of the same length in place of the first.
   *
   * @throws ImportError `import/file` when it cannot be written
   */
  readonly setHeader: (header: string) => void;
  /** What was written survives the loss of power. @throws ImportError `import/file` when it may not */
  readonly sync: () => void;
  /** How many bytes it holds. */
  readonly size: () => number;
  readonly close: () => void;
}

/** What a file held when it was read. */
export interface Standing {
  /** The bytes of whole lines: what follows them was cut off by a crash. */
  readonly keep: number;
  /** All of its bytes. */
  readonly size: number;
}

/**
 * Opens a file to add to, when something is added; until then it is not made. Whoever adds holds the
 * lock of the import, and has held it since the file was read: nobody else wrote what is cut off.
 */
export const linesFile = (path: string, header: string, standing?: Standing): LinesFile => {
  let first = header;
  let handle: number | undefined;
  let size = standing?.keep ?? 0;
  let synced = true;

  const begin = (opened: number): void => {
    const found = fstatSync(opened).size;
    if (found !== (standing?.size ?? 0))
      throw new Error(
        `it held ${standing?.size ?? 0} bytes when the import began, and holds ${found} now: something else writes to it`,
      );
    if (found > size) ftruncateSync(opened, size);
    if (size === 0) add(opened, first);
  };
  const opened = (): number => {
    if (handle !== undefined) return handle;
    const made = openOwn(path, 'append');
    try {
      begin(made);
    } catch (error) {
      closeSync(made);
      throw error;
    }
    handle = made;
    return made;
  };
  const add = (to: number, text: string): void => {
    synced = false;
    try {
      writeWhole(to, text);
      size += Buffer.byteLength(text);
    } catch (error) {
      // Half a line is worth nothing; where it cannot be cut off now, the next run does it.
      ftruncateSync(to, size);
      throw error;
    }
  };
  const surely = (write: () => void): void => {
    try {
      write();
    } catch (cause) {
      throw new ImportError(
        'import/file',
        { file: path },
        `cannot be written: ${faultOf(cause)}; name another place with --rejects, and run the import again`,
        { cause },
      );
    }
  };
  return {
    append: (text) => surely(() => add(opened(), text)),
    setHeader: (other) => {
      first = other;
      // Of what a crash left of a header nothing is kept: a whole one comes with the first line.
      if (handle === undefined && size === 0) return;
      // A file that is opened to append to it cannot be written at its beginning.
      surely(() =>
        withOwn(path, 'change', (beginning) => {
          writeWhole(beginning, first, 0);
          fsyncSync(beginning);
        }),
      );
    },
    sync: () => {
      if (handle === undefined || synced) return;
      const written = handle;
      surely(() => fsyncSync(written));
      synced = true;
    },
    size: () => size,
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
export const readLines = (path: string): string => {
  try {
    return withOwn(path, 'read', (handle) => readFileSync(handle, 'utf8'));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw unreadableOwn(path, error);
  }
};
