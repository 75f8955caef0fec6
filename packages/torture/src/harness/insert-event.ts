import Database from 'better-sqlite3';

/** An event as another program would write it, checked by nobody. */
export interface RawEvent {
  readonly stream: string;
  readonly type: string;
  readonly version: number;
  /** Text where JSON is expected. */
  readonly data: string;
  /** Ordinary where it is not given. */
  readonly metadata?: string | undefined;
}

/** Puts an event at the end of a log by SQL; answers with its stream. */
export const insertEvent = (file: string, event: RawEvent): string => {
  const { stream, type, version, data } = event;
  const database = new Database(file);
  try {
    const numberOf = (select: string, insert: string, ...values: readonly string[]): number => {
      const known = database
        .prepare<string[], number>(select)
        .pluck()
        .get(values[0] ?? '');
      return known ?? Number(database.prepare(insert).run(...values).lastInsertRowid);
    };
    const streamNumber = numberOf(
      'SELECT number FROM stream WHERE name = ?',
      'INSERT INTO stream (name, category) VALUES (?, ?)',
      ...[stream, stream.split('-')[0] ?? ''],
    );
    const typeNumber = numberOf(
      'SELECT number FROM event_type WHERE name = ?',
      'INSERT INTO event_type (name) VALUES (?)',
      type,
    );
    const { position, hour } = database
      .prepare<[], { position: number; hour: string }>(
        'SELECT position + 1 AS position, recorded_at AS hour FROM event ORDER BY position DESC LIMIT 1',
      )
      .get() ?? { position: 0, hour: '2026-11-01T09:00:00.000Z' };
    const id = `00000000-0000-4000-8000-${position.toString(16).padStart(12, '0')}`;
    const ordinary = { actor: 'poison', commandId: id, correlationId: id, causationId: id };
    const metadata = event.metadata ?? JSON.stringify({ ...ordinary, occurredAt: hour });
    const values = [position, streamNumber, 0, typeNumber, version, id, hour, data, metadata];
    database.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(...values);
    return stream;
  } finally {
    database.close();
  }
};
