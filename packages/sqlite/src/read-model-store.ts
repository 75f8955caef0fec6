import {
  BEGINNING,
  type Position,
  type ReadModel,
  ReadModelError,
  type SqlReader,
} from '@presales/kernel';
import type { AttachedReadModel, ParkedStream, ReadModelStore } from '@presales/kernel/store';
import type Database from 'better-sqlite3';
import type { Durability } from './durability.ts';
import { defaultBusyTimeout } from './open-database.ts';
import { attached } from './read-model-attached.ts';
import { ReadModelConnections, translated } from './read-model-connections.ts';
import { toReadModelError } from './read-model-error.ts';
import { allParked, parkedOf } from './read-model-parked.ts';
import { onSnapshot } from './read-model-query.ts';
import { checkpointOf, isPresent, recreate } from './read-model-schema.ts';

/** Where the read models are, and how they are held. */
export interface SqliteReadModelStoreOptions {
  /** A file, made when it is missing; `:memory:` lives as long as the store. */
  readonly file: string;
  /**
   * By default `normal`. Rows and checkpoint are one transaction, so that a power cut takes both
   * back together and the projector goes on from there. Nothing is lost that is not in the log.
   */
  readonly durability?: Durability;
  /** Only queries: neither creates the file nor any table. */
  readonly readOnly?: boolean;
  /** Milliseconds to wait for another process's lock; by default 5,000. */
  readonly busyTimeout?: number;
}

/**
 * Read models in one SQLite file, as plain tables that any SQL client can read. Projectors write on
 * one connection; queries read on another, and each sees one snapshot. In `:memory:` there is only
 * one connection, and projectors wait while a query runs.
 *
 * @throws ReadModelError when the file cannot be opened, is no store, or is of a newer version
 */
export const sqliteReadModelStore = async ({
  file,
  durability = 'normal',
  readOnly = false,
  busyTimeout = defaultBusyTimeout,
}: SqliteReadModelStoreOptions): Promise<ReadModelStore> => {
  const connections = new ReadModelConnections({ file, durability, readOnly, busyTimeout });
  return {
    name: connections.name,
    attach: (model) => attach(connections, model),
    position: (model) => positionOf(connections, model),
    read: ({ name: model }, work) => read(connections, model, work),
    parked: () =>
      connections.betweenQueries(() =>
        translated(connections.name, () => allParked(connections.reader)),
      ),
    close: () => connections.close(),
  };
};

/** Makes the tables of a read model where they are missing or older, and holds it. */
const attach = async (
  connections: ReadModelConnections,
  model: ReadModel,
): Promise<AttachedReadModel> => {
  const { name, writer, reader } = connections;
  const present = (database: Database.Database) =>
    database.transaction(() => isPresent(database, model, name)).deferred();
  if (writer === undefined) {
    connections.assertOpen();
    const ready = await connections.betweenQueries(() => translated(name, () => present(reader)));
    if (!ready)
      throw new ReadModelError(
        'read-model/read-only',
        `${name} was opened for queries only, and read model ${model.name} version ${model.version} is not in it`,
      );
  } else
    await connections.exclusively((database) => {
      // Asked first without the lock: mostly there is nothing to do, and nobody to wait for.
      if (present(database)) return;
      database
        .transaction(() => {
          if (!isPresent(database, model, name)) recreate(database, model);
        })
        .immediate();
    });
  return attached(model, (work) => connections.exclusively(work), name);
};

const positionOf = async (connections: ReadModelConnections, model: string): Promise<Position> => {
  const { name, writer, reader } = connections;
  connections.assertOpen();
  const ask = (database: Database.Database) =>
    translated(name, () => checkpointOf(database, model)?.position ?? BEGINNING);
  // The reading connection may stand in a query's snapshot; the writing one sees the present.
  return writer === undefined ? connections.betweenQueries(() => ask(reader)) : ask(writer);
};

/** Runs a query on a snapshot of its own. */
const read = async <Answer>(
  connections: ReadModelConnections,
  model: string,
  work: (reader: SqlReader, position: Position, parked: readonly ParkedStream[]) => Promise<Answer>,
): Promise<Answer> => {
  const { name, writer, reader } = connections;
  connections.assertOpen();
  try {
    return await connections.betweenQueries(() =>
      onSnapshot(reader, reader === writer, (snapshot) => {
        // The first statement fixes the snapshot that all the others see.
        const checkpoint = checkpointOf(reader, model);
        if (checkpoint === undefined)
          throw new ReadModelError(
            'read-model/unknown',
            `${name}: read model ${model} was never projected here`,
          );
        return work(snapshot, checkpoint.position, parkedOf(reader, model));
      }),
    );
  } catch (error) {
    throw toReadModelError(error, name);
  }
};
