import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { ImportError } from '../import-error.ts';
import { systemCode, wordsOf } from '../system-error.ts';

/** Flags of a file of ours: where there is a link in its place, it is not followed. Not on Windows. */
const noFollow = constants.O_NOFOLLOW ?? 0;

/** Others have no business with what customers' files hold. */
const ownerOnly = 0o600;

/** How a file of ours is opened: to read it, to add to it, or to put something else in its place. */
const flags = {
  read: constants.O_RDONLY,
  append: constants.O_RDWR | constants.O_CREAT | constants.O_APPEND,
  change: constants.O_RDWR,
  create: constants.O_RDWR | constants.O_CREAT,
} as const;

/**
 * Opens a file beside the log, never through a link; one that is made is readable by its owner alone.
 *
 * @throws the system's error; `ELOOP` for a link
 */
export const openOwn = (path: string, how: keyof typeof flags): number =>
  openSync(path, flags[how] | noFollow, ownerOnly);

/** Does something with a file beside the log, and closes it. @throws as `openOwn` does */
export const withOwn = <Result>(
  path: string,
  how: keyof typeof flags,
  work: (handle: number) => Result,
): Result => {
  const handle = openOwn(path, how);
  try {
    return work(handle);
  } finally {
    closeSync(handle);
  }
};

/**
 * Writes all of a text, whatever the system takes of it at once.
 *
 * @param position where it goes; by default at the end
 * @throws the system's error; a part may stand there then
 */
export const writeWhole = (handle: number, text: string, position?: number): void => {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) {
    const place = position === undefined ? null : position + done;
    const written = writeSync(handle, bytes, done, bytes.length - done, place);
    if (written === 0) throw new Error('the system takes no more bytes');
    done += written;
  }
};

/** What went wrong with a file beside the log, in words. */
export const faultOf = (cause: unknown): string =>
  systemCode(cause) === 'ELOOP'
    ? 'it is a link, and files beside a log are never reached through one'
    : wordsOf(cause);

/** An error for a file beside the log that cannot be read. */
export const unreadableOwn = (path: string, cause: unknown): ImportError =>
  new ImportError('import/file', { file: path }, `cannot be read: ${faultOf(cause)}`, { cause });
