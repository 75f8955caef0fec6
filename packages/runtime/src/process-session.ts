import { decodeEvent } from '@presales/domain';
import {
  BEGINNING,
  type EventLog,
  type Instant,
  inTurn,
  type Page,
  type Position,
  PresalesError,
  type ReadModelStore,
  type StoredEvent,
} from '@presales/kernel';
import {
  deadlineKey,
  type Lookup,
  type MetDeadline,
  type Order,
  ordersAfter,
  ordersWhenDue,
  type Process,
} from '@presales/processes';
import type { World } from './clock.ts';
import { isFenced, isUnsettled } from './passing.ts';
import { type Index, indexModel, openIndex, remember } from './process-index.ts';
import { openJournal, type Settled } from './process-journal.ts';

/** Where a process that never ran on a log begins: with what comes, or with all that ever was. */
export type ProcessStart = 'now' | 'beginning';

/** Who carries out what processes order. */
export interface Performer {
  readonly load: Lookup['load'];
  readonly perform: (order: Order) => Promise<Settled['answer']>;
}

/** What a session of a process works with. */
export interface ProcessSessionParts {
  readonly log: EventLog;
  readonly store: ReadModelStore;
  readonly process: Process;
  readonly performer: Performer;
  readonly from: ProcessStart;
  readonly world: Pick<World, 'now'>;
}

/** One stretch of a process at work, until it ends or another instance is faster. */
export interface ProcessSession {
  readonly position: () => Position;
  /** The head of the log when the session began. */
  readonly head: Position;
  /** Answers the events of a page, in order, and says whether it moved a date. */
  readonly answer: (page: Page, signal?: AbortSignal) => Promise<boolean>;
  /** Meets every date up to now that was not met before, earliest first. */
  readonly meetDeadlines: (now: Instant, signal?: AbortSignal) => Promise<void>;
  /** The earliest date after now. */
  readonly nextAfter: (now: Instant) => Promise<Instant | undefined>;
}

/** An event or a date that a process cannot take: nothing is skipped, the process stops here. */
export class ProcessFailed extends PresalesError {
  readonly process: string;

  constructor(process: string, cause: unknown, options: { readonly at: string }) {
    super(
      'process/failed',
      `process ${process} stopped at ${options.at}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
    this.process = process;
  }
}

/**
 * Begins where the process stands. On a log where it never ran it is started: by default with what
 * comes from now on; what its index has to know of the past is learnt without answering it, and dates
 * that are past are passed over.
 *
 * What it orders is carried out before the checkpoint moves, and the index moves after it. So a
 * crash in between asks the same again, under the same ids, of the same index; it loses nothing.
 *
 * @throws ReadModelError `read-model/ahead-of-log`, `read-model/other-log`
 */
export const beginProcess = async ({
  log,
  store,
  process,
  performer,
  from,
  world,
}: ProcessSessionParts): Promise<ProcessSession> => {
  // The index is asked for its place first: as it follows the journal, it cannot be ahead of it.
  let index = await openIndex(log, store, process);
  const journal = await openJournal(log, store, process);

  /** The index as it was at a place. */
  const indexAt = async (through: Position): Promise<Index> => {
    if (index.position() > through) {
      const attached = await store.attach(indexModel(process));
      await attached.reset();
      index = await openIndex(log, store, process);
    }
    await remember(log, process, index, through);
    return index;
  };

  if (await journal.isStarted()) await indexAt(journal.position());
  else {
    const now = world.now();
    const through = from === 'now' ? journal.head : BEGINNING;
    const past: string[] = [];
    for await (const due of dates(await indexAt(through), now)) past.push(deadlineKey(due));
    await journal.start(now, through, past);
  }

  let pending: StoredEvent[] = [];
  let silence = 0;
  // Events and dates are answered one at a time: both move the one journal.
  const takeTurns = inTurn();

  const flush = async (through: Position, settled: readonly Settled[] = []): Promise<boolean> => {
    const events = pending;
    silence = 0;
    await journal.settle(events, through, settled, world.now());
    pending = [];
    await index.apply(events, through);
    return events.some(({ type }) => index.movesDeadlines(type));
  };

  const lookup: Lookup = {
    load: performer.load,
    // One after the other, so that only the first of several questions at once brings the index up.
    rows: (table, column, value) =>
      takeTurns('rows', async () => {
        const before = pending.at(-1)?.position;
        if (before !== undefined) await flush(before);
        return index.rows(table, column, value);
      }),
  };

  const carryOut = async (
    orders: readonly Order[],
    cause: Pick<Settled, 'causeId' | 'position' | 'dueAt'>,
  ): Promise<readonly Settled[]> => {
    const settled: Settled[] = [];
    for (const order of orders)
      settled.push({ order, answer: await performer.perform(order), ...cause });
    return settled;
  };

  const answer = async ({ events, through }: Page, signal?: AbortSignal): Promise<boolean> => {
    let moved = false;
    for (const stored of events) {
      if (signal?.aborted === true) break;
      const settled = await named(`position ${stored.position}: ${describe(stored)}`, async () =>
        carryOut(await ordersAfter(process, decodeEvent(stored), lookup), {
          causeId: stored.id,
          position: stored.position,
        }),
      );
      pending.push(stored);
      if (settled.length > 0) moved = (await flush(stored.position, settled)) || moved;
    }
    silence += 1;
    const done = signal?.aborted === true ? pending.at(-1)?.position : through;
    if (done !== undefined && (pending.length > 0 || silence >= silentPages))
      moved = (await flush(done)) || moved;
    return moved;
  };

  const meetDeadlines = async (now: Instant, signal?: AbortSignal): Promise<void> => {
    for await (const due of dates(index, now, journal.met)) {
      if (signal?.aborted === true) return;
      const settled = await named(
        `the date ${due.due_at} of ${due.id}, set by event ${due.cause_id}`,
        async () =>
          carryOut(await ordersWhenDue(process, due, lookup), {
            causeId: due.cause_id,
            dueAt: due.due_at,
          }),
      );
      await journal.meet(deadlineKey(due), settled, world.now());
    }
  };

  /** What fails names where, unless it passes by itself. */
  const named = async <Result>(at: string, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      if (isFenced(error) || isUnsettled(error)) throw error;
      throw new ProcessFailed(process.name, error, { at });
    }
  };

  return {
    position: journal.position,
    head: journal.head,
    answer: (page, signal) => takeTurns('work', () => answer(page, signal)),
    meetDeadlines: (now, signal) => takeTurns('work', () => meetDeadlines(now, signal)),
    nextAfter: (now) => index.nextAfter(now),
  };
};

/**
 * Pages of the log without an event for the process before its checkpoint moves all the same, so that
 * a restart does not read the same silence again.
 */
const silentPages = 100;

/** Dates up to now that were not met, earliest first; pages are read as they are asked for. */
async function* dates(
  index: Index,
  now: Instant,
  met: (deadlines: readonly string[]) => Promise<ReadonlySet<string>> = async () => new Set(),
): AsyncGenerator<MetDeadline> {
  let page = await index.dueUntil(now);
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    const done = await met(page.map(deadlineKey));
    for (const due of page) if (!done.has(deadlineKey(due))) yield due;
    page = await index.dueUntil(now, last);
  }
}

const describe = ({ type, id, stream, revision }: StoredEvent): string =>
  `${type} ${id} (${stream} revision ${revision})`;
