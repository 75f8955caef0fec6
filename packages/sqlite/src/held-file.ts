import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  lstatSync,
  openSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseFault } from './fault.ts';
import { syncDirectory } from './sync.ts';

/** A database file that this process holds open, besides SQLite. */
export interface HeldFile {
  /** Without any link: SQLite names its other files after it. */
  readonly path: string;
  readonly descriptor: number;
  /** The file itself, whatever name it may get. */
  readonly inode: Inode;
  /** To be called when SQLite has closed the file. */
  readonly release: () => void;
}

/** What tells two files apart. */
export type Inode = Pick<Stats, 'dev' | 'ino'>;

/** What SQLite keeps beside a file, by how the names end. */
const besides = ['-wal', '-shm', '-journal'];

/** Which files are held, and how. */
export interface HoldOptions {
  /** The file must be there. */
  readonly readOnly: boolean;
  /** The name may be a link to the file. */
  readonly mayBeLink: boolean;
}

/**
 * Descriptors of one file are closed together, when no connection of this process has it open: the
 * system gives up all locks that a process has on a file as soon as it closes any descriptor of it,
 * and SQLite's locks are among them.
 */
const held = new Map<string, { users: number; readonly descriptors: number[] }>();

/**
 * Holds a database file, and makes it, for its owner alone, if it is not there.
 *
 * Links are refused where they would lead elsewhere what is written. A file of several names would
 * have a write-ahead log for each, and would be damaged by them.
 *
 * @throws DatabaseFault
 */
export const holdFile = (file: string, options: HoldOptions): HeldFile => {
  const path = realPath(file, options.mayBeLink);
  for (const suffix of besides) assertOrdinary(path + suffix);
  const descriptor = describe(path, options.readOnly);
  const { dev, ino, nlink } = fstatSync(descriptor);
  const release = keep(`${dev}:${ino}`, descriptor);
  if (nlink > 1) {
    release();
    throw new DatabaseFault(
      'linked',
      `${path}: the file has ${nlink} names (hard links), and under each SQLite would keep a write-ahead log of its own, which damages it: copy it to a file of its own, or delete the other names`,
    );
  }
  return { path, descriptor, inode: { dev, ino }, release };
};

const keep = (key: string, descriptor: number): (() => void) => {
  const entry = held.get(key) ?? { users: 0, descriptors: [] };
  entry.users += 1;
  entry.descriptors.push(descriptor);
  held.set(key, entry);
  let released = false;
  return () => {
    if (released) return;
    released = true;
    entry.users -= 1;
    if (entry.users > 0) return;
    held.delete(key);
    for (const each of entry.descriptors) closeSync(each);
  };
};

/** Where the file itself is, or will be. */
const realPath = (file: string, mayBeLink: boolean): string => {
  const directory = dirname(file);
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory())
    throw new DatabaseFault('unavailable', `${file}: there is no directory ${directory}`);
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined || !found.isSymbolicLink())
    return join(realpathSync(directory), basename(file));
  if (!mayBeLink)
    throw new DatabaseFault('linked', `${file}: a link, where a file was expected; name the file`);
  if (statSync(file, { throwIfNoEntry: false }) === undefined)
    throw new DatabaseFault('unavailable', `${file}: a link to a file that is not there`);
  return realpathSync(file);
};

/** Of what SQLite opens by its name, nothing may lead elsewhere. */
const assertOrdinary = (path: string): void => {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined || (found.isFile() && found.nlink === 1)) return;
  throw new DatabaseFault(
    'linked',
    `${path}: ${found.isFile() ? 'the file has several names (hard links)' : found.isSymbolicLink() ? 'a link, where a file was expected' : 'not a file'}; it would be written through, so move it away`,
  );
};

const describe = (path: string, readOnly: boolean): number => {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there === undefined && readOnly)
    throw new DatabaseFault('unavailable', `${path}: there is no such file`);
  if (there !== undefined && !there.isFile())
    throw new DatabaseFault(
      'not-ours',
      `${path}: ${there.isDirectory() ? 'a directory, ' : ''}not a file`,
    );
  // SQLite deletes a write-ahead log whose file is not there, and what was acknowledged with it.
  const left = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (left > 0 && (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0)
    throw new DatabaseFault(
      'foreign-wal',
      `${path}: ${there === undefined ? 'the file is not there' : 'the file is empty'}, but its write-ahead log of ${left} bytes is: put the file back that belongs to ${path}-wal, or move ${path}-wal away, and what stands in it is lost`,
    );
  try {
    return there === undefined ? make(path) : openSync(path, constants.O_RDONLY | noFollow);
  } catch (cause) {
    throw systemFault(cause, path);
  }
};

/** Not on Windows, which has no such links by default. */
const noFollow = constants.O_NOFOLLOW ?? 0;

/** Makes an empty file for its owner alone, whatever the process's mask is. SQLite's follow its mode. */
const make = (path: string): number => {
  const descriptor = opened(path);
  fchmodSync(descriptor, 0o600);
  syncDirectory(dirname(path));
  return descriptor;
};

const opened = (path: string): number => {
  const { O_RDWR, O_CREAT, O_EXCL, O_RDONLY } = constants;
  try {
    return openSync(path, O_RDWR | O_CREAT | O_EXCL | noFollow, 0o600);
  } catch (error) {
    // Another process was faster, and it has made the same.
    if (!isSystemError(error) || error.code !== 'EEXIST') throw error;
    return openSync(path, O_RDONLY | noFollow);
  }
};

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  typeof error === 'object' && error !== null && 'syscall' in error && 'message' in error;

const systemFault = (cause: unknown, path: string): unknown => {
  if (!isSystemError(cause)) return cause;
  const full = cause.code === 'ENOSPC' || cause.code === 'EDQUOT';
  return new DatabaseFault(
    full ? 'full' : 'unavailable',
    `${path}: ${full ? 'the disk is full' : 'cannot be opened'} (${cause.message})`,
    { cause },
  );
};
