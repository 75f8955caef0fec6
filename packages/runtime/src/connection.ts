import { basename, dirname, extname, join } from 'node:path';
import { type EventLog, type Instant, memoryEventLog, PresalesError } from '@presales/kernel';
import type { ReadModelStore } from '@presales/kernel/store';
import { realWorld } from './clock.ts';
import { isFile, withoutPassword } from './without-password.ts';

/** A connection string that names no store we know, or a store whose package is not installed. */
export class ConnectionError extends PresalesError {
  constructor(
    code: 'connection/unknown-scheme' | 'connection/missing-package',
    message: string,
    options?: ErrorOptions,
  ) {
    super(code, message, options);
  }
}

/** How a store is to be opened. */
export interface OpenStoreOptions {
  readonly now: () => Instant;
  /** How far the clock may run ahead of the last event, in milliseconds; by default 366 days. */
  readonly clockAhead?: number;
  readonly readOnly: boolean;
  /** What an acknowledged append survives: by default (`full`) the loss of power too. */
  readonly durability: 'full' | 'normal';
}

/**
 * The event log that a connection string names: `sqlite:./presales.db`, `esdb://host:2113`, or
 * `memory:`.
 *
 * @throws ConnectionError, EventLogError
 */
export const openEventLog = async (
  connection: string,
  { now, clockAhead, readOnly, durability }: OpenStoreOptions,
): Promise<EventLog> => {
  const clock = { now, ...(clockAhead === undefined ? {} : { clockAhead }) };
  if (connection === 'memory:') return memoryEventLog(clock);
  if (isEventStoreDb(connection)) {
    const { eventStoreDbEventLog } = await eventStoreDbPackage(connection);
    // A server tells the hour of recording, unless this program was given a clock of its own.
    return eventStoreDbEventLog(
      { connection },
      { readOnly, ...(now === realWorld.now ? {} : clock) },
    );
  }
  const { sqliteEventLog } = await sqlitePackage(connection);
  return sqliteEventLog({ file: fileOf(connection), ...clock, readOnly, durability });
};

/**
 * The read-model store that a connection string names: `sqlite:./read-models.db`, or `memory:`.
 *
 * @throws ConnectionError, ReadModelError
 */
export const openReadModels = async (connection: string): Promise<ReadModelStore> => {
  const { sqliteReadModelStore } = await sqlitePackage(connection);
  return sqliteReadModelStore({ file: connection === 'memory:' ? ':memory:' : fileOf(connection) });
};

/**
 * Where the read models of a log are by default: in a file of their own beside it
 * (`presales.db` → `presales.read-models.db`), because they can be thrown away and the log cannot.
 * Those of a server's log live in the working directory, in a file named after the server
 * (`presales.host-2113.read-models.db`), so that no two logs ever share one by mistake.
 */
export const readModelsBeside = (eventLog: string): string => {
  if (eventLog === 'memory:') return eventLog;
  if (isEventStoreDb(eventLog)) return `sqlite:presales.${placeOf(eventLog)}.read-models.db`;
  const file = fileOf(eventLog);
  const extension = extname(file);
  return `sqlite:${join(dirname(file), `${basename(file, extension)}.read-models${extension}`)}`;
};

/**
 * The path that the names of a log's other files begin with, such as what an import remembers: that
 * of the log's own file, or `presales.host-2113` in the working directory for a server's log.
 *
 * @throws ConnectionError
 */
export const besideLog = (eventLog: string): string => {
  if (eventLog === 'memory:') return 'presales.memory';
  return isEventStoreDb(eventLog) ? `presales.${placeOf(eventLog)}` : fileOf(eventLog);
};

/** Whether a connection string names a server. */
export const isEventStoreDb = (connection: string): boolean =>
  /^esdb(\+discover)?:/.test(connection);

/**
 * The hosts of a server's connection string as part of a file's name; their order does not matter. They
 * are taken from what may be printed, so that no name of a file ever holds a password.
 */
const placeOf = (connection: string): string =>
  withoutPassword(connection)
    .replace(/^[^:]*:\/*/, '')
    .replace(/^.*@/, '')
    .replace(/[/?].*$/s, '')
    .split(',')
    .sort()
    .map((host) => host.replaceAll(/[^A-Za-z0-9.]+/g, '-'))
    .join('_');

/**
 * The file of a log or of read models that a connection string names.
 *
 * @throws ConnectionError when it names something else
 */
export const fileOf = (connection: string): string => {
  const file = isFile(connection) ? connection.slice('sqlite:'.length) : '';
  if (file === '')
    throw new ConnectionError(
      'connection/unknown-scheme',
      `${withoutPassword(connection)}: expected sqlite:FILE, such as sqlite:./presales.db, esdb://HOST:PORT for a log, or memory:`,
    );
  return file;
};

/** Loaded when it is needed, so that nobody has to install a native addon without using it. */
export const sqlitePackage = async (connection: string) => {
  if (connection !== 'memory:') fileOf(connection);
  try {
    return await import('@presales/sqlite');
  } catch (cause) {
    throw new ConnectionError(
      'connection/missing-package',
      `${withoutPassword(connection)} needs the package @presales/sqlite: npm install @presales/sqlite`,
      { cause },
    );
  }
};

/** Loaded when it is needed, so that nobody has to install a gRPC client without using it. */
const eventStoreDbPackage = async (connection: string) => {
  try {
    return await import('@presales/eventstoredb');
  } catch (cause) {
    throw new ConnectionError(
      'connection/missing-package',
      `${withoutPassword(connection)} needs the package @presales/eventstoredb: npm install @presales/eventstoredb @eventstore/db-client`,
      { cause },
    );
  }
};
