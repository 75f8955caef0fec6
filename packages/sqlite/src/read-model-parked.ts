import type { ParkedChanges, ParkedStream } from '@presales/kernel/store';
import type Database from 'better-sqlite3';

/** A parked stream as it stands in the file. */
interface ParkedRow {
  readonly read_model: string;
  readonly stream: string;
  readonly position: bigint;
  readonly revision: bigint;
  readonly event_id: string;
  readonly event_type: string;
  readonly code: string;
  readonly message: string;
  readonly parked_at: string;
  readonly attempts: bigint;
  readonly waiting: bigint;
  readonly retry_asked: bigint;
}

/** The parked streams of a read model, by their positions. */
export const parkedOf = (database: Database.Database, model: string): readonly ParkedStream[] =>
  database
    .prepare<[string], ParkedRow>(
      'SELECT * FROM presales_parked WHERE read_model = ? ORDER BY position, stream',
    )
    .safeIntegers()
    .all(model)
    .map(parkedStream);

/** The parked streams of all read models, by their names and positions. */
export const allParked = (
  database: Database.Database,
): readonly (ParkedStream & { readonly model: string })[] =>
  database
    .prepare<[], ParkedRow>('SELECT * FROM presales_parked ORDER BY read_model, position, stream')
    .safeIntegers()
    .all()
    .map((row) => ({ model: row.read_model, ...parkedStream(row) }));

const parkedStream = (row: ParkedRow): ParkedStream => ({
  stream: row.stream,
  position: row.position,
  revision: row.revision,
  eventId: row.event_id,
  eventType: row.event_type,
  code: row.code,
  message: row.message,
  parkedAt: row.parked_at,
  attempts: Number(row.attempts),
  waiting: Number(row.waiting),
  retryAsked: row.retry_asked !== 0n,
});

/** Writes what becomes of parked streams. The caller holds the transaction. */
export const writeParked = (
  database: Database.Database,
  model: string,
  { park, release }: ParkedChanges,
): void => {
  const put = database.prepare(
    'INSERT OR REPLACE INTO presales_parked VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  for (const one of park)
    put.run(
      model,
      one.stream,
      one.position,
      one.revision,
      one.eventId,
      one.eventType,
      one.code,
      one.message,
      one.parkedAt,
      one.attempts,
      one.waiting,
      one.retryAsked ? 1 : 0,
    );
  const remove = database.prepare(
    'DELETE FROM presales_parked WHERE read_model = ? AND stream = ?',
  );
  for (const stream of release) remove.run(model, stream);
};

/** A read model that begins anew has nothing parked. The caller holds the transaction. */
export const forgetParked = (database: Database.Database, model: string): void => {
  database.prepare('DELETE FROM presales_parked WHERE read_model = ?').run(model);
};

/** Lets whoever saw the parked streams before be noticed. The caller holds the transaction. */
export const countParking = (database: Database.Database, model: string): number =>
  Number(
    database
      .prepare<[string], bigint | number>(
        'UPDATE presales_read_model SET parkings = parkings + 1 WHERE name = ? RETURNING parkings',
      )
      .pluck()
      .get(model),
  );
