import {
  type EventLog,
  type Handled,
  type Instant,
  idOf,
  type Message,
  type Position,
  type ReadModel,
  type Row,
  type StoredEvent,
  type Table,
} from '@presales/kernel';
import type {
  ParkedChanges,
  ParkedStream,
  ReadModelStore,
  TableChanges,
} from '@presales/kernel/store';
import type { Order, Process } from '@presales/processes';
import type { World } from './clock.ts';
import { beginSession } from './projector-session.ts';

/** What came of one command of a process. It is kept for good, because the answer was final. */
export type ProcessOutcome = {
  readonly commandId: string;
  readonly aggregate: string;
  readonly aggregateId: string;
  readonly commandType: string;
  /** The event that was answered, or that set the date which has come. */
  readonly causeId: string;
  /** Where the answered event stands; absent for a date. */
  readonly position?: Position;
  /** The date that had come; absent for an event. */
  readonly dueAt?: Instant;
  readonly settledAt: Instant;
} & (
  | { readonly outcome: 'emitted' }
  /** Nothing was left to do. */
  | { readonly outcome: 'already-so' }
  | { readonly outcome: 'refused'; readonly refusalCode: string; readonly refusal: object }
);

/**
 * An outcome as a row. Positions are text here, while read models keep them as numbers. The tables
 * of a journal are the only record of what a process has answered, unlike those of a read model,
 * which can be rebuilt from the log. Another type for the column would need a new version of the
 * journal, and with a new version the tables are made anew: everything would be answered a second
 * time.
 */
export type OutcomeRow = {
  readonly command_id: string;
  readonly aggregate: string;
  readonly aggregate_id: string;
  readonly command_type: string;
  readonly cause_id: string;
  readonly position: string | null;
  readonly due_at: string | null;
  readonly outcome: 'emitted' | 'already-so' | 'refused';
  readonly refusal_code: string | null;
  readonly refusal: string | null;
  readonly settled_at: string;
};

/** A date that is done with. */
interface MetRow extends Row {
  readonly deadline: string;
  /**
   * When it was met. Null when it was passed over, because it lay before the first start of the
   * process.
   */
  readonly met_at: string | null;
}

interface StartRow extends Row {
  readonly process: string;
  readonly started_at: string;
  readonly position: string;
}

/**
 * The tables that a process keeps about its own work. No event changes them; the runner writes
 * them.
 */
const tablesOf = (process: string) => {
  const prefix = `process_${process.replaceAll('-', '_')}`;
  const outcomes: Table<OutcomeRow> = {
    name: `${prefix}_outcomes`,
    key: 'command_id',
    columns: {
      command_id: 'text',
      aggregate: 'text',
      aggregate_id: 'text',
      command_type: 'text',
      cause_id: 'text',
      position: 'text?',
      due_at: 'text?',
      outcome: 'text',
      refusal_code: 'text?',
      refusal: 'text?',
      settled_at: 'text',
    },
    indexes: [['outcome'], ['cause_id']],
  };
  const met: Table<MetRow> = {
    name: `${prefix}_met`,
    key: 'deadline',
    columns: { deadline: 'text', met_at: 'text?' },
  };
  const start: Table<StartRow> = {
    name: `${prefix}_start`,
    key: 'process',
    columns: { process: 'text', started_at: 'text', position: 'text' },
  };
  return { outcomes, met, start };
};

/** What the read model is called in which a process keeps its journal. */
export const journalName = (process: string): string => `process-${process}`;

/** The process whose journal or index a read model is, by the read model's name. */
export const processOf = (readModel: string): string | undefined =>
  /^process-(.+?)(?:-index)?$/.exec(readModel)?.[1];

/** The read model in which a process keeps its checkpoint and what came of its commands. */
export const journalModel = ({ name }: Pick<Process, 'name'>) => {
  const tables = tablesOf(name);
  const model: ReadModel = {
    name: journalName(name),
    version: 1,
    tables: [tables.outcomes, tables.met, tables.start].map((table) => ({
      kind: 'changing',
      // Which rows a table has is forgotten, as `tableProjection` does.
      table: table as unknown as Table,
      on: {},
    })),
    // No event is handled, so none is decoded.
    decode: (stored: StoredEvent) => stored,
  };
  return { model, tables };
};

/** What came of an order, and what the order followed from. */
export interface Settled {
  readonly order: Order;
  readonly answer: Handled<Message, { readonly code: string }>;
  readonly causeId: string;
  readonly position?: Position;
  readonly dueAt?: Instant;
}

/** How far a process has come and what it has done, as one running instance holds it. */
export interface Journal {
  readonly position: () => Position;
  /** The head of the log when the journal was opened. */
  readonly head: Position;
  /** Whether the process was ever started on this log. */
  readonly isStarted: () => Promise<boolean>;
  /** Starts it for good, and notes the dates that are passed over. */
  readonly start: (at: Instant, through: Position, passedOver: readonly string[]) => Promise<void>;
  /**
   * Notes that a stretch of events is done, and what came of its last one, or that its stream is
   * parked by it. Events of parked streams are counted, and wait.
   */
  readonly settle: (
    events: readonly StoredEvent[],
    through: Position,
    came: { readonly settled?: readonly Settled[]; readonly park?: readonly ParkedStream[] },
    at: Instant,
  ) => Promise<void>;
  /** The streams that are parked, by their names. */
  readonly parked: () => ReadonlyMap<string, ParkedStream>;
  /** Notes what becomes of parked streams, and what came of an event that was waiting. */
  readonly aside: (
    parked: ParkedChanges,
    settled: readonly Settled[],
    at: Instant,
  ) => Promise<void>;
  /** Which of these dates are met already. */
  readonly met: (deadlines: readonly string[]) => Promise<ReadonlySet<string>>;
  /** Notes that a date was met, and what came of it. */
  readonly meet: (deadline: string, settled: readonly Settled[], at: Instant) => Promise<void>;
}

/**
 * Opens the journal at its checkpoint.
 *
 * @throws ReadModelError `read-model/ahead-of-log`, `read-model/other-log`
 */
export const openJournal = async ({
  log,
  store,
  process,
  world,
}: {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly process: Pick<Process, 'name'>;
  readonly world: Pick<World, 'now'>;
}): Promise<Journal> => {
  const { model, tables } = journalModel(process);
  const session = await beginSession({ log, store, model, rowsKept: 1, world });
  const load = (table: unknown, keys: readonly string[]) => session.load(table as Table, keys);
  const outcomeRows = (settled: readonly Settled[], at: Instant): readonly TableChanges[] =>
    settled.length === 0
      ? []
      : [
          upserts(
            tables.outcomes,
            settled.map((one) => rowOf(one, at)),
          ),
        ];

  return {
    position: session.position,
    head: session.head,
    isStarted: async () => (await load(tables.start, [process.name])).size > 0,
    start: (at, through, passedOver) =>
      session.apply([], through, [
        upserts(tables.start, [
          { process: process.name, started_at: at, position: String(through) },
        ]),
        upserts(
          tables.met,
          passedOver.map((deadline) => ({ deadline, met_at: null })),
        ),
      ]),
    settle: (events, through, { settled = [], park = [] }, at) =>
      session.apply(events, through, outcomeRows(settled, at), park),
    parked: session.parked,
    aside: (parked, settled, at) => session.late([], parked, outcomeRows(settled, at)),
    met: async (deadlines) => new Set((await load(tables.met, deadlines)).keys()),
    meet: (deadline, settled, at) =>
      session.apply([], session.position(), [
        ...outcomeRows(settled, at),
        upserts(tables.met, [{ deadline, met_at: at }]),
      ]),
  };
};

const upserts = <R extends Row>(table: Table<R>, rows: readonly R[]): TableChanges => ({
  // Which rows a table has is forgotten, as `tableProjection` does.
  table: table as unknown as Table,
  inserts: [],
  upserts: rows,
  deletes: [],
});

const rowOf = (
  { order, answer, causeId, position, dueAt }: Settled,
  settledAt: Instant,
): OutcomeRow => ({
  command_id: order.context.commandId,
  aggregate: order.request.aggregate,
  aggregate_id: idOf(order.stream),
  command_type: order.request.command.type,
  cause_id: causeId,
  position: position === undefined ? null : String(position),
  due_at: dueAt ?? null,
  outcome:
    answer.outcome === 'refused' ? 'refused' : answer.events.length > 0 ? 'emitted' : 'already-so',
  refusal_code: answer.outcome === 'refused' ? answer.refusal.code : null,
  refusal: answer.outcome === 'refused' ? JSON.stringify(answer.refusal) : null,
  settled_at: settledAt,
});

/** An outcome as a program reads it. */
export const outcomeOf = (row: OutcomeRow): ProcessOutcome => ({
  commandId: row.command_id,
  aggregate: row.aggregate,
  aggregateId: row.aggregate_id,
  commandType: row.command_type,
  causeId: row.cause_id,
  ...(row.position === null ? {} : { position: BigInt(row.position) }),
  ...(row.due_at === null ? {} : { dueAt: row.due_at }),
  settledAt: row.settled_at,
  ...(row.outcome === 'refused'
    ? {
        outcome: row.outcome,
        refusalCode: row.refusal_code ?? '',
        refusal: JSON.parse(row.refusal ?? '{}'),
      }
    : { outcome: row.outcome }),
});
