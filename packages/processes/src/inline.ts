import type {
  Handled,
  Instant,
  Message,
  RecordedEvent,
  Row,
  StoredEvent,
  Table,
} from '@presales/kernel';
import { planPage } from '@presales/kernel/store';
import type { DueRow } from './deadline.ts';
import type { Lookup } from './lookup.ts';
import { deadlineKey, type MetDeadline, type Order, ordersAfter, ordersWhenDue } from './order.ts';
import type { Process } from './process.ts';

/** What processes in line work with. */
export interface InlineOptions {
  /** In the order in which they answer an event. */
  readonly processes: readonly Process[];
  readonly load: Lookup['load'];
  /** Carries an order out, and tells what came of it. */
  readonly perform: (order: Order) => Promise<Handled<Message, { readonly code: string }>>;
}

/** Processes without a runner: in memory, one thing after the other. */
export interface InlineProcesses {
  /**
   * Tells the processes of an event and carries out what they order, then tells them of what that
   * led to, oldest first, until nothing follows any more. The same events give the same orders.
   */
  readonly deliver: (event: RecordedEvent) => Promise<void>;
  /** The earliest date that was not met yet. */
  readonly nextDue: () => Instant | undefined;
  /** Meets every date up to now, earliest first. */
  readonly meetDeadlines: (now: Instant) => Promise<void>;
}

/** Runs processes in line: for tests, simulations and generated histories. Nothing is durable. */
export const inlineProcesses = ({ processes, load, perform }: InlineOptions): InlineProcesses => {
  const memories = processes.map((process) => ({ process, index: memoryIndex(process) }));
  const met = new Set<string>();

  const lookupOf = (index: MemoryIndex): Lookup => ({ load, rows: index.rows });

  const carryOut = async (orders: readonly Order[]): Promise<readonly RecordedEvent[]> => {
    const events: RecordedEvent[] = [];
    for (const order of orders) {
      const answer = await perform(order);
      if (answer.outcome === 'emitted') events.push(...answer.events);
    }
    return events;
  };

  const deliver = async (first: RecordedEvent): Promise<void> => {
    const waiting = [first];
    for (let event = waiting.shift(); event !== undefined; event = waiting.shift())
      for (const { process, index } of memories) {
        waiting.push(...(await carryOut(await ordersAfter(process, event, lookupOf(index)))));
        index.learn(event);
      }
  };

  const keyOf = (process: Process, due: MetDeadline): string =>
    JSON.stringify([process.name, deadlineKey(due)]);

  /**
   * The earliest date that has not been met. Of equal dates the first process's comes first, and
   * within one process the row with the smaller key.
   */
  const next = () => {
    let first:
      | {
          readonly index: MemoryIndex;
          readonly process: Process;
          readonly key: string;
          readonly due: MetDeadline;
        }
      | undefined;
    for (const { process, index } of memories)
      for (const due of index.deadlines()) {
        const earlier =
          first === undefined ||
          due.due_at < first.due.due_at ||
          (due.due_at === first.due.due_at && process === first.process && due.id < first.due.id);
        if (!earlier) continue;
        const key = keyOf(process, due);
        if (!met.has(key)) first = { process, index, due, key };
      }
    return first;
  };

  const meetDeadlines = async (now: Instant): Promise<void> => {
    for (let due = next(); due !== undefined && due.due.due_at <= now; due = next()) {
      met.add(due.key);
      const orders = await ordersWhenDue(due.process, due.due, lookupOf(due.index));
      for (const event of await carryOut(orders)) await deliver(event);
    }
  };

  return { deliver, nextDue: () => next()?.due.due_at, meetDeadlines };
};

interface MemoryIndex {
  readonly learn: (event: RecordedEvent) => void;
  readonly rows: Lookup['rows'];
  /** All dates that are set, in no particular order. */
  readonly deadlines: () => Iterable<MetDeadline>;
}

/** The tables of a process in memory. */
const memoryIndex = ({ name, index, deadlines }: Process): MemoryIndex => {
  const tables = new Map<Table, Map<string, Row | undefined>>(
    index.tables.map(({ table }) => [table, new Map()]),
  );
  // Events are decoded before they are delivered.
  const model = { name, tables: index.tables, decode: (event: StoredEvent) => event };
  /** The rows of a table that fit, in the order of their keys. */
  const present = (
    table: Table | undefined,
    fits: (row: Row) => boolean = () => true,
  ): readonly Row[] => {
    const found: [string, Row][] = [];
    for (const [key, row] of (table && tables.get(table)) ?? [])
      if (row !== undefined && fits(row)) found.push([key, row]);
    return found.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
  };

  return {
    learn: (event) => {
      const plan = planPage(model, [event]);
      for (const [table, keys] of plan.touched)
        for (const key of keys) {
          const rows = tables.get(table);
          if (rows?.has(key) === false) rows.set(key, undefined);
        }
      for (const { table, inserts } of plan.fold(tables))
        for (const row of inserts) tables.get(table)?.set(String(row[table.key]), row);
    },
    // A table's rows are of the type that its handlers gave them.
    rows: async <R extends Row>(table: Table<R>, column: keyof R & string, value: string) =>
      present(table as unknown as Table, (row) => row[column] === value) as unknown as readonly R[],
    deadlines: function* () {
      const rows = (deadlines && tables.get(deadlines.table)) ?? new Map<string, Row | undefined>();
      for (const row of rows.values()) {
        const due = row as DueRow | undefined;
        if (due !== undefined && due.due_at !== null) yield { ...due, due_at: due.due_at };
      }
    },
  };
};
