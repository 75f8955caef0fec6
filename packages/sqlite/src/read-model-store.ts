import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  BEGINNING,
  hasCode,
  inTurn,
  type Position,
  type ReadModel,
  ReadModelError,
  type ReadModelStore,
} from '@presales/kernel';
import Database from 'better-sqlite3';
import type { Durability } from './durability.ts';
import { defaultBusyTimeout, lockSlice, openDatabase } from './open-database.ts';
import { attached, type Exclusively } from './read-model-attached.ts';
import { toReadModelError } from './read-model-error.ts';
import { onSnapshot } from './read-model-query.ts';
import { checkpointOf, isPresent, readModelStoreKind, recreate } from './read-model-schema.ts';

/** Where the read models are, and how they are held. */
export interface SqliteReadModelStoreOptions {
  /** A file, made when it is missing; `:memory:` lives as long as the store. */
  readonly file: string;
  /**
   * By default `normal`: rows and checkpoint are one transaction, so that a power cut takes both
   * back together and the projector goes on from there. Nothing is lost that the log does not have.
   */
  readonly durability?: Durability;
  /** Only queries: neither creates the file nor any table. */
  readonly readOnly?: boolean;
  /** Milliseconds to wait for another process's lock; by default 5,000. */
  readonly busyTimeout?: number;
}

/**
 * Read models in one SQLite file, plain tables that any SQL client can read. Projectors write on one
 * connection, queries read on another and see one snapshot each; in `:memory:` there is but one
 * connection, and projectors wait while a query runs.
 *
 * @throws ReadModelError when the file cannot be opened, is no store, or is of a newer version
 */
export const sqliteReadModelStore = async ({
  file,
  durability = 'normal',
  readOnly = false,
  busyTimeout = defaultBusyTimeout,
}: SqliteReadModelStoreOptions): Promise<ReadModelStore> => {
  const name = file === ':memory:' ? 'memory:' : `sqlite:${file}`;
  const { writer, reader } = translated(name, () => connect());
  const queue = inTurn();
  let closed = false;

  function connect(): { writer: Database.Database | undefined; reader: Database.Database } {
    if (file === ':memory:') {
      const only = new Database(file);
      for (const step of readModelStoreKind.migrations) step(only);
      return { writer: only, reader: only };
    }
    const writing = readOnly
      ? undefined
      : openDatabase(readModelStoreKind, { file, durability, busyTimeout });
    writing?.pragma(`busy_timeout = ${Math.min(lockSlice, busyTimeout)}`);
    try {
      const reading = openDatabase(readModelStoreKind, {
        file,
        durability,
        readOnly: true,
        busyTimeout,
      });
      return { writer: writing, reader: reading };
    } catch (error) {
      writing?.close();
      throw error;
    }
  }

  const assertOpen = (): void => {
    if (closed) throw new ReadModelError('read-model/closed', `${name} is closed`);
  };

  /** One query at a time on the reading connection: each sees a snapshot of its own. */
  const betweenQueries = <Result>(work: () => Result | Promise<Result>): Promise<Result> =>
    queue('queries', async () => {
      assertOpen();
      return work();
    });

  const exclusively: Exclusively = async (work) => {
    assertOpen();
    if (writer === undefined)
      throw new ReadModelError('read-model/read-only', `${name} was opened for queries only`);
    const run = () => translated(name, () => work(writer));
    if (writer === reader) return betweenQueries(run);
    // While another process holds the lock this one lives on between two slices of waiting.
    for (let waited = lockSlice; ; waited += lockSlice)
      try {
        return run();
      } catch (error) {
        if (!hasCode(error, 'read-model/busy') || waited >= busyTimeout) throw error;
        await nextTurn();
        assertOpen();
      }
  };

  const position = async (model: string): Promise<Position> => {
    assertOpen();
    const ask = (database: Database.Database) =>
      translated(name, () => checkpointOf(database, model)?.position ?? BEGINNING);
    // The reading connection may stand in a query's snapshot; the writing one sees the present.
    return writer === undefined ? betweenQueries(() => ask(reader)) : ask(writer);
  };

  const attach = async (model: ReadModel) => {
    const present = (database: Database.Database) =>
      database.transaction(() => isPresent(database, model, name)).deferred();
    if (writer === undefined) {
      assertOpen();
      const ready = await betweenQueries(() => translated(name, () => present(reader)));
      if (!ready)
        throw new ReadModelError(
          'read-model/read-only',
          `${name} was opened for queries only, and read model ${model.name} version ${model.version} is not in it`,
        );
    } else
      await exclusively((database) => {
        // Asked first without the lock: mostly there is nothing to do, and nobody to wait for.
        if (present(database)) return;
        database
          .transaction(() => {
            if (!isPresent(database, model, name)) recreate(database, model);
          })
          .immediate();
      });
    return attached(model, exclusively, name);
  };

  const read: ReadModelStore['read'] = async ({ name: model }, work) => {
    assertOpen();
    try {
      return await betweenQueries(() =>
        onSnapshot(reader, reader === writer, (snapshot) => {
          // The first statement fixes the snapshot that all the others see.
          const checkpoint = checkpointOf(reader, model);
          if (checkpoint === undefined)
            throw new ReadModelError(
              'read-model/unknown',
              `${name}: read model ${model} was never projected here`,
            );
          return work(snapshot, checkpoint.position);
        }),
      );
    } catch (error) {
      throw toReadModelError(error, name);
    }
  };

  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    // A query under way may finish; those that wait their turn are told that the store is closed.
    await queue('queries', async () => {
      reader.close();
      writer?.close();
    });
  };

  return { name, attach, position, read, close };
};

/** What the work throws, in the words of the port. */
const translated = <Result>(place: string, work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    throw toReadModelError(error, place);
  }
};
