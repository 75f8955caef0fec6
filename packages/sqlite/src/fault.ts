/** What can go wrong with a database file; each store says it in its own error's codes. */
export type FaultKind =
  | 'not-ours'
  | 'newer-version'
  | 'busy'
  | 'full'
  | 'read-only'
  | 'corrupt'
  | 'unavailable'
  /** Another file stands where the open one was, or something else was written into it. */
  | 'replaced'
  /** The write-ahead log beside the file is not the file's. */
  | 'foreign-wal'
  /** A link stands where a file was expected, or the file has several names. */
  | 'linked';

/** A database could not be opened, read or written. */
export class DatabaseFault extends Error {
  readonly kind: FaultKind;

  constructor(kind: FaultKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseFault';
    this.kind = kind;
  }
}

/** SQLite's result codes by how they begin, the special before the general. */
const kinds: readonly (readonly [prefix: string, kind: FaultKind, words: string])[] = [
  ['SQLITE_NOTADB', 'not-ours', 'not a database'],
  ['SQLITE_BUSY', 'busy', 'another process holds the lock'],
  ['SQLITE_LOCKED', 'busy', 'another connection holds the lock'],
  ['SQLITE_PROTOCOL', 'busy', 'too many processes want the lock'],
  ['SQLITE_FULL', 'full', 'the disk is full'],
  ['SQLITE_IOERR_SHMSIZE', 'full', 'the disk is full'],
  [
    'SQLITE_READONLY_DIRECTORY',
    'read-only',
    'its directory may not be written, and SQLite keeps a file beside it even for reading; copy it to a directory that may be written',
  ],
  ['SQLITE_READONLY', 'read-only', 'may not be written'],
  ['SQLITE_PERM', 'read-only', 'may not be written'],
  ['SQLITE_CORRUPT', 'corrupt', 'damaged'],
  ['SQLITE_IOERR', 'unavailable', 'the disk failed'],
  ['SQLITE_CANTOPEN', 'unavailable', 'cannot be opened'],
  ['SQLITE_NOMEM', 'unavailable', 'out of memory'],
];

/**
 * Whether an error is SQLite's. By its shape, not its class: the addon throws the class of whoever
 * loaded it first in the process, and a second copy of the driver in it has another one.
 */
export const isSqliteError = (error: unknown): error is { code: string; message: string } =>
  typeof error === 'object' &&
  error !== null &&
  'message' in error &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.startsWith('SQLITE_');

/**
 * An error of SQLite as a fault, with the place it happened at; anything else as it is, because a
 * fault of the program is not one of the file.
 */
export const toDatabaseFault = (error: unknown, place: string): unknown => {
  if (!isSqliteError(error)) return error;
  const known = kinds.find(([prefix]) => error.code.startsWith(prefix));
  if (known === undefined) return error;
  const [, kind, words] = known;
  return new DatabaseFault(kind, `${place}: ${words} (${error.message})`, { cause: error });
};
