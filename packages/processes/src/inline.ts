import {
  type Handled,
  type Instant,
  type Message,
  planPage,
  type RecordedEvent,
  type Row,
  type StoredEvent,
  type Table,
} from '@presales/kernel';
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

  /** All dates to come, earliest first. */
  const ahead = () =>
    memories
      .flatMap(({ process, index }) =>
        index.deadlines().map((due) => ({ process, index, due, key: keyOf(process, due) })),
      )
      .filter(({ key }) => !met.has(key))
      .sort((one, other) => (one.due.due_at < other.due.due_at ? -1 : 1));

  const meetDeadlines = async (now: Instant): Promise<void> => {
    for (let next = ahead()[0]; next !== undefined && next.due.due_at <= now; next = ahead()[0]) {
      met.add(next.key);
      const orders = await ordersWhenDue(next.process, next.due, lookupOf(next.index));
      for (const event of await carryOut(orders)) await deliver(event);
    }
  };

  return { deliver, nextDue: () => ahead()[0]?.due.due_at, meetDeadlines };
};

interface MemoryIndex {
  readonly learn: (event: RecordedEvent) => void;
  readonly rows: Lookup['rows'];
  readonly deadlines: () => readonly MetDeadline[];
}

/** The tables of a process in memory. */
const memoryIndex = ({ name, index, deadlines }: Process): MemoryIndex => {
  const tables = new Map<Table, Map<string, Row | undefined>>(
    index.tables.map(({ table }) => [table, new Map()]),
  );
  // What is delivered was decoded before.
  const model = { name, tables: index.tables, decode: (event: StoredEvent) => event };
  const present = (table: Table | undefined): readonly Row[] =>
    [...((table && tables.get(table)) ?? new Map<string, Row | undefined>())]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .flatMap(([, row]) => (row === undefined ? [] : [row]));

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
      present(table as unknown as Table).filter(
        (row) => row[column] === value,
      ) as unknown as readonly R[],
    deadlines: () =>
      present(deadlines?.table).flatMap((row) => {
        const due = row as DueRow;
        return due.due_at === null ? [] : [{ ...due, due_at: due.due_at }];
      }),
  };
};
