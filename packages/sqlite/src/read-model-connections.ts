import { setImmediate as nextTurn } from 'node:timers/promises';
import { hasCode, ReadModelError } from '@presales/kernel';
import { inTurn } from '@presales/kernel/store';
import Database from 'better-sqlite3';
import type { Durability } from './durability.ts';
import { lockSlice, type OpenDatabase, openDatabase } from './open-database.ts';
import { toReadModelError } from './read-model-error.ts';
import { readModelStoreKind } from './read-model-schema.ts';

/** Which file of read models, and how it is held. */
export interface ReadModelFile {
  readonly file: string;
  readonly durability: Durability;
  readonly readOnly: boolean;
  readonly busyTimeout: number;
}

/** The connections to one file of read models, and who may use them when. */
export class ReadModelConnections {
  /** What the store is called in messages. */
  readonly name: string;
  /** Projectors write here. Undefined when the file was opened for queries only. */
  readonly writer: Database.Database | undefined;
  /** Queries read here. In `:memory:` it is the writer. */
  readonly reader: Database.Database;
  readonly #files: Files;
  readonly #busyTimeout: number;
  readonly #queue = inTurn();
  #closed = false;

  /** @throws ReadModelError */
  constructor(options: ReadModelFile) {
    const { file, busyTimeout } = options;
    this.name = file === ':memory:' ? 'memory:' : `sqlite:${file}`;
    this.#busyTimeout = busyTimeout;
    this.#files = translated(this.name, () => (file === ':memory:' ? inMemory() : onDisk(options)));
    this.writer = this.#files.writer?.database;
    this.reader = this.#files.reader.database;
  }

  /** @throws ReadModelError when the store was closed */
  assertOpen(): void {
    if (this.#closed) throw new ReadModelError('read-model/closed', `${this.name} is closed`);
  }

  /** One query at a time on the reading connection: each sees a snapshot of its own. */
  betweenQueries<Result>(work: () => Result | Promise<Result>): Promise<Result> {
    return this.#queue('queries', async () => {
      this.assertOpen();
      translated(this.name, () => this.#files.reader.guard?.assertInPlace());
      return work();
    });
  }

  /**
   * Runs a piece of work on the writing connection while nobody else uses it. While another process
   * holds the lock the work is tried again, up to the busy timeout, in slices between which this
   * process lives on.
   */
  async exclusively<Result>(work: (database: Database.Database) => Result): Promise<Result> {
    this.assertOpen();
    const { name, writer, reader } = this;
    if (writer === undefined)
      throw new ReadModelError('read-model/read-only', `${name} was opened for queries only`);
    const guard = this.#files.writer?.guard;
    const run = () =>
      translated(name, () => {
        guard?.assertInPlace();
        const result = work(writer);
        guard?.committed();
        return result;
      });
    if (writer === reader) return this.betweenQueries(run);
    for (let waited = lockSlice; ; waited += lockSlice)
      try {
        return run();
      } catch (error) {
        if (!hasCode(error, 'read-model/busy') || waited >= this.#busyTimeout) throw error;
        await nextTurn();
        this.assertOpen();
      }
  }

  /**
   * Lets a query under way finish; those that wait their turn are told that the store is closed.
   */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#queue('queries', async () => {
      this.#files.reader.close();
      this.#files.writer?.close();
    });
  }
}

/** The result of the work; what it throws becomes an error of the port. */
export const translated = <Result>(place: string, work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    throw toReadModelError(error, place);
  }
};

/** One connection; what is in memory needs no guard. */
type File = Omit<OpenDatabase, 'guard'> & Partial<Pick<OpenDatabase, 'guard'>>;

interface Files {
  readonly writer: File | undefined;
  readonly reader: File;
}

const inMemory = (): Files => {
  const database = new Database(':memory:');
  for (const step of readModelStoreKind.migrations) step(database);
  const only = { database, close: () => void database.close() };
  return { writer: only, reader: only };
};

const onDisk = ({ file, durability, readOnly, busyTimeout }: ReadModelFile): Files => {
  const place = { file, durability, busyTimeout };
  const writer = readOnly ? undefined : openDatabase(readModelStoreKind, place);
  writer?.database.pragma(`busy_timeout = ${Math.min(lockSlice, busyTimeout)}`);
  try {
    return { writer, reader: openDatabase(readModelStoreKind, { ...place, readOnly: true }) };
  } catch (error) {
    writer?.close();
    throw error;
  }
};
