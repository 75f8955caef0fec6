import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { ImportError } from './import-error.ts';
import { wordsOf } from './system-error.ts';

/** A text file that only grows, each addition in one write: a killed process leaves whole ones. */
export interface LinesFile {
  /** @throws ImportError `import/file` when it cannot be written */
  readonly append: (text: string) => void;
  readonly close: () => void;
}

/**
 * Opens a file to add to, when something is added; until then it is not made.
 *
 * @param keep where a part of the file's end is to be cut off first, the bytes to keep
 */
export const linesFile = (path: string, header: string, keep?: number): LinesFile => {
  let handle: number | undefined;
  const opened = (): number => {
    if (handle !== undefined) return handle;
    handle = openSync(path, 'a');
    if (keep !== undefined && fstatSync(handle).size > keep) ftruncateSync(handle, keep);
    if (header !== '' && fstatSync(handle).size === 0) writeSync(handle, header);
    return handle;
  };
  return {
    append: (text) => {
      try {
        writeSync(opened(), text);
      } catch (cause) {
        throw new ImportError(
          'import/file',
          { file: path },
          `cannot be written: ${wordsOf(cause)}; name another place with --rejects, and run the import again`,
          { cause },
        );
      }
    },
    close: () => {
      if (handle !== undefined) closeSync(handle);
      handle = undefined;
    },
  };
};
