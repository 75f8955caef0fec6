import {
  BEGINNING,
  type Position,
  type ReadModel,
  ReadModelError,
  type Table,
} from '@presales/kernel';
import type { AttachedReadModel } from '@presales/kernel/store';
import type Database from 'better-sqlite3';
import { markOf, markText } from './read-model-mark.ts';
import { countParking, forgetParked, parkedOf, writeParked } from './read-model-parked.ts';
import { type Checkpoint, checkpointOf } from './read-model-schema.ts';
import { prepareChanges, type TableAccess, tableAccess } from './read-model-table.ts';

/** Runs a piece of work on the writing connection while nobody else uses it. */
export type Exclusively = <Result>(
  work: (database: Database.Database) => Result,
) => Promise<Result>;

/**
 * A read model as one projector instance holds it. Every access asks first, in its own transaction,
 * whether the tables are still those of this version: a newer program may have replaced them.
 */
export const attached = (
  model: ReadModel,
  exclusively: Exclusively,
  place: string,
): AttachedReadModel => {
  // Statements are prepared inside the transaction that first needs them, after the version check.
  const tables = new Map<Table, TableAccess>();
  const accessTo = (database: Database.Database, table: Table): TableAccess => {
    const known = tables.get(table) ?? tableAccess(database, table);
    tables.set(table, known);
    return known;
  };
  const fenced = (found: string): ReadModelError =>
    new ReadModelError('read-model/fenced', `${place}: read model ${model.name}: ${found}`);
  const own = (database: Database.Database): Checkpoint => {
    const checkpoint = checkpointOf(database, model.name);
    if (checkpoint?.version !== model.version)
      throw fenced(
        `now of version ${checkpoint?.version ?? 'none'}, this instance projects version ${model.version}`,
      );
    return checkpoint;
  };
  /** The parked streams as this instance last saw them; undefined until it looks. */
  let seen: number | undefined;
  const assertAt = ({ position, parkings }: Checkpoint, from: Position): void => {
    if (position !== from)
      throw fenced(`another instance moved it to position ${position}, this one was at ${from}`);
    if (seen !== undefined && parkings !== seen)
      throw fenced('another instance has changed what is parked');
  };
  const move = (database: Database.Database, to: Position, mark: string | null): void => {
    database
      .prepare('UPDATE presales_read_model SET position = ?, log_mark = ? WHERE name = ?')
      .run(to, mark, model.name);
  };

  return {
    position: () => exclusively((database) => own(database).position),
    mark: () => exclusively((database) => markOf(own(database).mark)),
    parked: () =>
      exclusively((database) =>
        database
          .transaction(() => {
            seen = own(database).parkings;
            return parkedOf(database, model.name);
          })
          .deferred(),
      ),
    load: (table, keys) =>
      exclusively((database) =>
        database
          .transaction(() => {
            own(database);
            return accessTo(database, table).load(keys);
          })
          .deferred(),
      ),
    commit: async (changes, from, through, mark, parked) => {
      const prepared = prepareChanges(changes);
      // Whoever changes parked streams where the checkpoint stands is noticed by this number alone.
      const aside = parked !== undefined && from === through;
      const parkings = await exclusively((database) =>
        database
          .transaction(() => {
            const before = own(database);
            assertAt(before, from);
            for (const change of prepared) accessTo(database, change.table).write(change);
            if (parked !== undefined) writeParked(database, model.name, parked);
            move(database, through, mark === undefined ? before.mark : markText(mark));
            return aside ? countParking(database, model.name) : before.parkings;
          })
          .immediate(),
      );
      if (seen !== undefined) seen = parkings;
    },
    reset: () =>
      exclusively((database) =>
        database
          .transaction(() => {
            own(database);
            for (const { table } of model.tables) database.exec(`DELETE FROM "${table.name}"`);
            forgetParked(database, model.name);
            move(database, BEGINNING, null);
          })
          .immediate(),
      ),
  };
};
