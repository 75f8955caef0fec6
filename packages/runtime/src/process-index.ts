import { decodeEvent } from '@presales/domain';
import type {
  EventLog,
  Instant,
  Position,
  ReadModel,
  Row,
  StoredEvent,
  Table,
} from '@presales/kernel';
import { handledTypes, type ParkedStream, type ReadModelStore } from '@presales/kernel/store';
import type { DueRow, Lookup, MetDeadline, Process } from '@presales/processes';
import { queryBuilder } from '@presales/projections';
import { type Kysely, sql } from 'kysely';
import type { World } from './clock.ts';
import { beginSession } from './projector-session.ts';

/** What a process remembers of the events it has seen, as one running instance holds it. */
export interface Index {
  readonly position: () => Position;
  /** Whether an event of that type can move a deadline. */
  readonly movesDeadlines: (type: string) => boolean;
  readonly apply: (events: readonly StoredEvent[], through: Position) => Promise<void>;
  /** The streams of which it cannot remember an event, and waits from there on. */
  readonly parked: () => ReadonlyMap<string, ParkedStream>;
  /**
   * Remembers an event of a parked stream after all, out of the log's order.
   *
   * @throws ProjectionFailed, and whatever a commit throws
   */
  readonly late: (event: StoredEvent) => Promise<void>;
  readonly rows: Lookup['rows'];
  /** A page of the dates up to one, earliest first, after another in that order. */
  readonly dueUntil: (now: Instant, after?: MetDeadline) => Promise<readonly MetDeadline[]>;
  /** The earliest date after one. */
  readonly nextAfter: (now: Instant) => Promise<Instant | undefined>;
}

/** Any table, by its name. */
type Tables = Readonly<Record<string, Row>>;

/** What the read model is called in which a process keeps its own tables. */
export const indexName = (process: string): string => `process-${process}-index`;

/** The read model in which a process keeps its own tables. */
export const indexModel = ({ name, index }: Pick<Process, 'name' | 'index'>): ReadModel => ({
  name: indexName(name),
  version: index.version,
  tables: index.tables,
  decode: decodeEvent,
});

const pageOfDates = 100;

/** What an index is opened with. */
interface IndexParts {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly process: Process;
  readonly world: Pick<World, 'now'>;
}

/**
 * Opens the index of a process where it stands. It may be behind the journal, and is never ahead of
 * it.
 */
export const openIndex = async ({ log, store, process, world }: IndexParts): Promise<Index> => {
  const model = indexModel(process);
  const session = await beginSession({ log, store, model, rowsKept: 10_000, world });
  const { deadlines } = process;
  const query = <Answer>(ask: (database: Kysely<Tables>) => Promise<Answer>): Promise<Answer> =>
    store.read(model, (reader) => ask(queryBuilder<Tables>(reader)));

  return {
    position: session.position,
    movesDeadlines: (type) => deadlines !== undefined && Object.hasOwn(deadlines.on, type),
    apply: session.apply,
    parked: session.parked,
    late: (event) => session.late([event], { park: [], release: [] }),
    rows: async <R extends Row>(table: Table<R>, column: keyof R & string, value: string) =>
      // A table's rows are of the type that its handlers gave them.
      (await query((database) =>
        database
          .selectFrom(table.name)
          .selectAll()
          .where(sql.ref(column), '=', value)
          .orderBy(table.key)
          .execute(),
      )) as unknown as readonly R[],
    dueUntil: async (now, after) => {
      if (deadlines === undefined) return [];
      const rows = await query((database) => {
        let dates = database
          .selectFrom(deadlines.table.name)
          .selectAll()
          .where('due_at', '<=', now);
        if (after !== undefined)
          dates = dates.where((row) =>
            row.or([
              row('due_at', '>', after.due_at),
              row.and([row('due_at', '=', after.due_at), row('id', '>', after.id)]),
            ]),
          );
        return dates.orderBy('due_at').orderBy('id').limit(pageOfDates).execute();
      });
      // The table is one of deadlines, and the comparison leaves no null.
      return rows as unknown as readonly MetDeadline[];
    },
    nextAfter: async (now) => {
      if (deadlines === undefined) return undefined;
      const row = await query((database) =>
        database
          .selectFrom(deadlines.table.name)
          .select('due_at')
          .where('due_at', '>', now)
          .orderBy('due_at')
          .limit(1)
          .executeTakeFirst(),
      );
      return (row as Pick<DueRow, 'due_at'> | undefined)?.due_at ?? undefined;
    },
  };
};

/**
 * Brings an index up to a place of the log without answering anything. What its process has parked is
 * not remembered before it is answered.
 */
export const remember = async (
  log: EventLog,
  process: Process,
  index: Index,
  through: Position,
  parked: ReadonlyMap<string, ParkedStream>,
): Promise<void> => {
  if (index.position() >= through) return;
  const types = handledTypes(process.index);
  if (types.length > 0)
    for await (const page of log.readAll({ after: index.position(), types })) {
      const events = page.events.filter(
        (event) => event.position <= through && !isBehind(parked, event),
      );
      const reached = page.through < through ? page.through : through;
      if (reached > index.position()) await index.apply(events, reached);
      if (reached === through) return;
    }
  if (index.position() < through) await index.apply([], through);
};

/** Whether an event is the one that its stream is parked by, or waits behind it. */
export const isBehind = (
  parked: ReadonlyMap<string, ParkedStream>,
  { stream, position }: StoredEvent,
): boolean => {
  const one = parked.get(stream);
  return one !== undefined && position >= one.position;
};
