import { createSeals } from './event-log-seals.ts';
import { createIdentity } from './file-identity.ts';
import type { DatabaseKind } from './open-database.ts';

/**
 * The log's layout. Names of streams and types are kept once and referred to by number, which makes
 * rows smaller and appends a fifth faster. There is no index on the event id, because its random
 * keys would halve the rate of all writing; a repeated append is recognised by the ids that stand
 * at the expected revisions. There is none on the type either, because a filtered scan in order of
 * position is faster than jumping through an index.
 *
 * The numbers are assigned by the writer alone, inside its transaction, so foreign keys would only
 * check what it has just looked up. The view is for people with any SQL client at hand.
 */
const createTables = `
  CREATE TABLE stream (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    category TEXT NOT NULL
  ) STRICT;

  CREATE TABLE event_type (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE event (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    type INTEGER NOT NULL,
    version INTEGER NOT NULL,
    id TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL
  ) STRICT;

  CREATE UNIQUE INDEX event_in_stream ON event (stream, revision);

  CREATE VIEW events AS
    SELECT
      event.position,
      stream.name AS stream,
      event.revision,
      event_type.name AS type,
      event.version,
      event.id,
      event.recorded_at,
      event.data,
      event.metadata
    FROM event
    JOIN stream ON stream.number = event.stream
    JOIN event_type ON event_type.number = event.type;
`;

/** A file that holds an event log; `PSLG` in ASCII tells it from other databases. */
export const eventLogKind: DatabaseKind = {
  what: 'event log',
  applicationId: 0x50534c47,
  mayBeLink: true,
  // What came with the later versions is not needed for reading.
  readableFrom: 1,
  migrations: [(database) => database.exec(createTables), createIdentity, createSeals],
};
