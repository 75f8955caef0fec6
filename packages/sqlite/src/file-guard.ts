import { closeSync, openSync, type Stats, statSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { DatabaseFault } from './fault.ts';
import { pageOfStamp, stamped, stampOf } from './file-identity.ts';
import type { HeldFile, Inode } from './held-file.ts';
import { saltsOf, stampInFile } from './stamps.ts';
import { assertOwnWal } from './wal-of-file.ts';

/** Watches over a database file that SQLite has open. */
export class FileGuard {
  readonly #file: HeldFile;
  readonly #database: Database;
  readonly #pageSize: number;
  /** SQLite's other files, as it has opened them. */
  readonly #wal: Beside | undefined;
  readonly #shm: Beside | undefined;
  /** When the file was last written, as far as that was looked into. */
  #written: number | undefined;
  /** The file's stamp and the connection's count of commits by others, at that time. */
  #stamp: string | undefined;
  #commits: number | undefined;
  /** There may have been a checkpoint, after which a write-ahead log begins anew. */
  #mayBeginAnew = true;
  #descriptor: number | undefined;
  #salts: string | undefined;

  constructor(file: HeldFile, database: Database) {
    this.#file = file;
    this.#database = database;
    this.#pageSize = Number(database.pragma('page_size', { simple: true }));
    this.#wal = beside(`${file.path}-wal`);
    this.#shm = beside(`${file.path}-shm`);
    this.#written = look(file.path)?.ctimeMs;
    this.#remember();
  }

  /**
   * Makes sure that the files are those that were opened, so that what is written now is found later.
   * Mostly it costs a look at two names, because every commit waits for it.
   *
   * @throws DatabaseFault
   */
  assertInPlace(): void {
    const { path, inode } = this.#file;
    const now = look(path);
    if (!isSame(now, inode)) throw replaced(path, path, now);
    this.#assertBeside(this.#wal);
    if (now.ctimeMs === this.#written) return;
    // A checkpoint writes the file, and so does whoever writes over it.
    this.#assertBeside(this.#shm);
    this.#assertNotOverwritten();
    this.#written = now.ctimeMs;
    this.#mayBeginAnew = true;
  }

  /**
   * To be called after each commit of this connection: gives the file a new stamp when the write-ahead
   * log has begun anew, before the commit is acknowledged.
   */
  committed(): void {
    if (!this.#mayBeginAnew) return;
    try {
      this.#descriptor ??= openSync(`${this.#file.path}-wal`, 'r');
      if (saltsOf(this.#descriptor) === this.#salts) return;
      this.#stamp = stamped(this.#database);
      this.#salts = saltsOf(this.#descriptor);
      this.#mayBeginAnew = false;
    } catch {
      // What was committed is. The stamp comes with the next commit, as when another process is faster.
    }
  }

  /** Lets go of the file, after SQLite has. */
  release(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
    this.#file.release();
  }

  #assertBeside(opened: Beside | undefined): void {
    if (opened === undefined) return;
    const now = look(opened.name);
    if (!isSame(now, opened.inode)) throw replaced(this.#file.path, opened.name, now);
  }

  /**
   * Notices that somebody has written over the open file, as `cp` does. After a checkpoint the file's
   * stamp is one of the write-ahead log's. Where none is there, it is the one that it was, unless
   * another connection has committed.
   */
  #assertNotOverwritten(): void {
    const { path, descriptor } = this.#file;
    try {
      if (!assertOwnWal(this.#file)) {
        const page = pageOfStamp(this.#database);
        const there = page && stampInFile(descriptor, page, this.#pageSize)?.stamp;
        if (there !== this.#stamp && this.#commitsOfOthers() === this.#commits)
          throw new DatabaseFault('foreign-wal', `${path} has another stamp`);
      }
    } catch (cause) {
      throw new DatabaseFault(
        'replaced',
        `${path}: something else was written over the file while it was open${whatToDo}`,
        { cause },
      );
    }
    this.#remember();
  }

  #remember(): void {
    this.#stamp = stampOf(this.#database);
    this.#commits = this.#commitsOfOthers();
  }

  #commitsOfOthers(): number | undefined {
    return this.#database.prepare<[], number>('PRAGMA data_version').pluck().get();
  }
}

/** One of SQLite's other files, as it was opened. */
interface Beside {
  readonly name: string;
  readonly inode: Inode;
}

const beside = (name: string): Beside | undefined => {
  const inode = look(name);
  return inode && { name, inode };
};

const look = (path: string): Stats | undefined => statSync(path, quietly);
const quietly = { throwIfNoEntry: false } as const;

const isSame = (found: Stats | undefined, inode: Inode): found is Stats =>
  found !== undefined && found.ino === inode.ino && found.dev === inode.dev;

const replaced = (path: string, name: string, now: Stats | undefined): DatabaseFault =>
  new DatabaseFault(
    'replaced',
    `${path}: ${name === path ? 'the file' : name} was ${now === undefined ? 'moved or deleted' : 'replaced by another one'} while it was open${whatToDo}`,
  );

const whatToDo =
  ': what is written now would be in no file that anybody finds, so nothing was. Put the files as you want them, and open them anew, as by starting the program again';
