import type { Database } from 'better-sqlite3';
import { checksumOf, NO_SEAL, type StoredText, sealedText, sealOf } from './event-seal.ts';

/**
 * Seals stand in the rows of the events: in a table of their own they would make every commit write one
 * page more, which costs a lone writer a tenth of its rate. The table has two columns more for them and
 * another name. `event` is a view with the nine columns of before, and triggers that take what other
 * programs write into it. Such a row has no seal, and one that is changed keeps the seal that it had.
 */
const createTables = `
  ALTER TABLE event RENAME TO sealed_event;
  ALTER TABLE sealed_event ADD COLUMN checksum INTEGER;
  ALTER TABLE sealed_event ADD COLUMN seal TEXT;

  CREATE VIEW event AS
    SELECT position, stream, revision, type, version, id, recorded_at, data, metadata
    FROM sealed_event;

  CREATE TRIGGER event_inserted INSTEAD OF INSERT ON event BEGIN
    INSERT INTO sealed_event VALUES (
      new.position, new.stream, new.revision, new.type, new.version, new.id, new.recorded_at,
      new.data, new.metadata, NULL, NULL
    );
  END;

  CREATE TRIGGER event_updated INSTEAD OF UPDATE ON event BEGIN
    UPDATE sealed_event SET
      position = new.position, stream = new.stream, revision = new.revision, type = new.type,
      version = new.version, id = new.id, recorded_at = new.recorded_at, data = new.data,
      metadata = new.metadata
    WHERE position = old.position;
  END;

  CREATE TRIGGER event_deleted INSTEAD OF DELETE ON event BEGIN
    DELETE FROM sealed_event WHERE position = old.position;
  END;
`;

/** Rows that are sealed between two readings. */
const rowsAtOnce = 1_000;

/** Makes the columns for seals, and seals the events of before as they are. */
export const createSeals = (database: Database): void => {
  database.exec(createTables);
  const select = database.prepare<[number, number], StoredText>(
    `SELECT position, stream.name AS stream, revision, event_type.name AS type, version, id,
       recorded_at AS recordedAt, data, metadata
     FROM sealed_event
     JOIN stream ON stream.number = stream
     JOIN event_type ON event_type.number = sealed_event.type
     WHERE position > ? ORDER BY position LIMIT ?`,
  );
  const update = database.prepare<[number, string, number]>(
    'UPDATE sealed_event SET checksum = ?, seal = ? WHERE position = ?',
  );
  let seal = NO_SEAL;
  for (let rows = select.all(-1, rowsAtOnce); rows.length > 0; ) {
    let last = -1;
    for (const row of rows) {
      const text = sealedText(row);
      seal = sealOf(seal, text);
      update.run(checksumOf(text), seal, row.position);
      last = row.position;
    }
    rows = select.all(last, rowsAtOnce);
  }
};

/** Whether a file has seals; one that was not opened for writing since there are any has none. */
export const isSealed = (database: Database): boolean =>
  database
    .prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'sealed_event'")
    .pluck()
    .get() === 1;

/** What events are selected from, under the name `sealed_event`: with seals, or with none. */
export const eventsWithSeals = (database: Database): string =>
  isSealed(database)
    ? 'sealed_event'
    : '(SELECT *, NULL AS checksum, NULL AS seal FROM event) AS sealed_event';
