import { decodeEvent } from '@presales/domain';
import type { Instant, Position, StoredEvent } from '@presales/kernel';
import {
  assertPlacedInTime,
  inTurn,
  type Page,
  type ParkedStream,
  parkedBy,
} from '@presales/kernel/store';
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
import { attempted, type Tried } from './process-attempts.ts';
import { unmetDates } from './process-dates.ts';
import { type Index, isBehind } from './process-index.ts';
import type { Journal, Settled } from './process-journal.ts';
import type { Watch } from './process-watch.ts';
import { silentPages } from './silent-pages.ts';

/** Who carries out what processes order. */
export interface Performer {
  readonly load: Lookup['load'];
  readonly perform: (order: Order) => Promise<Settled['answer']>;
}

/** What a process works with from its checkpoint on. */
export interface ProcessWorkParts {
  readonly process: Process;
  readonly performer: Performer;
  readonly world: Pick<World, 'now' | 'wait' | 'random'>;
  readonly watch: Watch;
  readonly index: Index;
  readonly journal: Journal;
}

/** What the orders of one event or one date follow from. */
type Cause = Pick<Settled, 'causeId' | 'position' | 'dueAt'>;

/** What came of an event or a date: what was ordered and done, or why it could not be. */
export type Answered = Tried<readonly Settled[]>;

/** The name that a date is parked under: the aggregate's id is all that is known of it. */
export const dateStream = ({ id }: Pick<MetDeadline, 'id'>): string => `deadline-${id}`;

/**
 * A process at work from its checkpoint on.
 *
 * What it orders is carried out before the checkpoint moves, and the index moves after it. So a
 * crash in between gives the same orders again, under the same ids, from the same index. Nothing is
 * lost by it. An event of which nothing can be made after a few attempts parks its stream.
 */
export class ProcessWork {
  readonly #parts: ProcessWorkParts;
  #index: Index;
  /** Events that are answered or wait, and are not yet in the journal and the index. */
  #pending: StoredEvent[] = [];
  #pagesSinceFlush = 0;
  /** Events and dates are answered one at a time, because both move the one journal. */
  readonly #takeTurns = inTurn();
  readonly #lookup: Lookup;

  constructor(parts: ProcessWorkParts) {
    this.#parts = parts;
    this.#index = parts.index;
    this.#lookup = {
      load: parts.performer.load,
      // One after the other, so that only the first of several questions at once brings the index up.
      rows: (table, column, value) =>
        this.#takeTurns('rows', async () => {
          const before = this.#pending.at(-1)?.position;
          if (before !== undefined) await this.#flush(before);
          return this.#index.rows(table, column, value);
        }),
    };
  }

  position(): Position {
    return this.#parts.journal.position();
  }

  get head(): Position {
    return this.#parts.journal.head;
  }

  /** Does something while no event and no date is being answered. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#takeTurns('work', work);
  }

  answer(page: Page, signal?: AbortSignal): Promise<boolean> {
    return this.inTurn(() => this.#answer(page, signal));
  }

  meetDeadlines(now: Instant, signal?: AbortSignal): Promise<void> {
    return this.inTurn(() => this.meetDeadlinesNow(now, signal));
  }

  nextAfter(now: Instant): Promise<Instant | undefined> {
    return this.#index.nextAfter(now);
  }

  /** The index as it is, and another in its place. */
  get index(): Index {
    return this.#index;
  }
  set index(index: Index) {
    this.#index = index;
  }

  /** What is parked: what could not be answered, and what could not be remembered. */
  parked(): ReadonlyMap<string, ParkedStream> {
    const { journal } = this.#parts;
    const remembered = this.#index.parked();
    return remembered.size === 0 ? journal.parked() : new Map([...remembered, ...journal.parked()]);
  }

  async #answer({ events, through }: Page, signal: AbortSignal | undefined): Promise<boolean> {
    let moved = false;
    for (const stored of events) {
      if (signal?.aborted === true) break;
      if (this.#isParked(stored.stream)) {
        this.#pending.push(stored);
        continue;
      }
      const answered = await this.answered(stored, signal);
      if (answered.outcome === 'stopped') break;
      if (answered.outcome === 'failed') {
        const park = [parkedBy(stored, answered.error, this.#since(answered.attempts))];
        moved = (await this.#flush(stored.position, { park })) || moved;
        continue;
      }
      this.#pending.push(stored);
      const settled = answered.result;
      if (settled.length > 0) moved = (await this.#flush(stored.position, { settled })) || moved;
    }
    this.#parts.watch.rest();
    this.#pagesSinceFlush += 1;
    const done = signal?.aborted === true ? this.#pending.at(-1)?.position : through;
    if (done === undefined) return moved;
    if (this.#pending.length > 0 || this.#pagesSinceFlush >= silentPages)
      moved = (await this.#flush(done)) || moved;
    return moved;
  }

  /** What follows from an event, carried out. */
  answered(stored: StoredEvent, signal?: AbortSignal): Promise<Answered> {
    const { process } = this.#parts;
    const { id, type, stream, revision, position } = stored;
    const what = { stream, position, eventId: id, eventType: type };
    return this.#tried(
      what,
      `position ${position}: ${type} ${id} (${stream} revision ${revision})`,
      async () => {
        assertPlacedInTime(stored);
        return this.#carryOut(await ordersAfter(process, decodeEvent(stored), this.#lookup), {
          causeId: id,
          position,
        });
      },
      signal,
    );
  }

  /** Meets dates for whoever has the turn. */
  async meetDeadlinesNow(now: Instant, signal?: AbortSignal): Promise<void> {
    const { journal, world, process, watch } = this.#parts;
    for await (const due of unmetDates(this.#index, now, journal.met)) {
      if (signal?.aborted === true) return;
      const stream = dateStream(due);
      if (this.#isParked(stream)) continue;
      const position = journal.position();
      const answered = await this.#tried(
        { stream, position, eventId: due.cause_id, eventType: 'date' },
        `the date ${due.due_at} of ${due.id}, set by event ${due.cause_id}`,
        async () =>
          this.#carryOut(await ordersWhenDue(process, due, this.#lookup), {
            causeId: due.cause_id,
            dueAt: due.due_at,
          }),
        signal,
      );
      if (answered.outcome === 'stopped') return;
      if (answered.outcome === 'done')
        await journal.meet(deadlineKey(due), answered.result, world.now());
      else {
        const event = { stream, position, revision: 0n, id: due.cause_id, type: 'date' };
        const one = parkedBy(event, answered.error, this.#since(answered.attempts));
        await journal.aside({ park: [one], release: [] }, [], world.now());
      }
    }
    watch.rest();
  }

  #tried(
    what: Parameters<Watch['during']>[0],
    at: string,
    work: () => Promise<readonly Settled[]>,
    signal: AbortSignal | undefined,
  ): Promise<Answered> {
    const { process, world, watch } = this.#parts;
    return watch.during(what, () => attempted({ process: process.name, at, work, world, signal }));
  }

  async #carryOut(orders: readonly Order[], cause: Cause): Promise<readonly Settled[]> {
    const settled: Settled[] = [];
    for (const order of orders)
      settled.push({ order, answer: await this.#parts.performer.perform(order), ...cause });
    return settled;
  }

  /** Moves journal and index up to a place; true when an event on the way can move a date. */
  async #flush(through: Position, came: Parameters<Journal['settle']>[2] = {}): Promise<boolean> {
    const { journal, world } = this.#parts;
    const events = this.#pending;
    this.#pagesSinceFlush = 0;
    await journal.settle(events, through, came, world.now());
    this.#pending = [];
    const parked = journal.parked();
    const ready = parked.size === 0 ? events : events.filter((event) => !isBehind(parked, event));
    await this.#index.apply(ready, through);
    return events.some(({ type }) => this.#index.movesDeadlines(type));
  }

  #isParked(stream: string): boolean {
    return this.#parts.journal.parked().has(stream) || this.#index.parked().has(stream);
  }

  #since(attempts: number): Pick<ParkedStream, 'parkedAt' | 'attempts'> {
    return { parkedAt: this.#parts.world.now(), attempts };
  }
}
