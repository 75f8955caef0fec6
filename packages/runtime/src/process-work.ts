import { decodeEvent } from '@presales/domain';
import { type Instant, type Position, PresalesError, type StoredEvent } from '@presales/kernel';
import { inTurn, type Page } from '@presales/kernel/store';
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
import { unmetDates } from './process-dates.ts';
import type { Index } from './process-index.ts';
import type { Journal, Settled } from './process-journal.ts';
import { silentPages } from './silent-pages.ts';

/** Who carries out what processes order. */
export interface Performer {
  readonly load: Lookup['load'];
  readonly perform: (order: Order) => Promise<Settled['answer']>;
}

/** A process could not take an event or a date. Nothing is skipped: it stops there. */
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

/** What a process works with from its checkpoint on. */
export interface ProcessWorkParts {
  readonly process: Process;
  readonly performer: Performer;
  readonly world: Pick<World, 'now'>;
  readonly index: Index;
  readonly journal: Journal;
}

/** What the orders of one event or one date follow from. */
type Cause = Pick<Settled, 'causeId' | 'position' | 'dueAt'>;

/**
 * A process at work from its checkpoint on.
 *
 * What it orders is carried out before the checkpoint moves, and the index moves after it. So a
 * crash in between gives the same orders again, under the same ids, from the same index. Nothing is
 * lost by it.
 */
export class ProcessWork {
  readonly #parts: ProcessWorkParts;
  /** Events that are answered, and not yet in the journal and the index. */
  #pending: StoredEvent[] = [];
  #pagesSinceFlush = 0;
  /** Events and dates are answered one at a time, because both move the one journal. */
  readonly #takeTurns = inTurn();
  readonly #lookup: Lookup;

  constructor(parts: ProcessWorkParts) {
    this.#parts = parts;
    this.#lookup = {
      load: parts.performer.load,
      // One after the other, so that only the first of several questions at once brings the index up.
      rows: (table, column, value) =>
        this.#takeTurns('rows', async () => {
          const before = this.#pending.at(-1)?.position;
          if (before !== undefined) await this.#flush(before);
          return parts.index.rows(table, column, value);
        }),
    };
  }

  position(): Position {
    return this.#parts.journal.position();
  }

  get head(): Position {
    return this.#parts.journal.head;
  }

  answer(page: Page, signal?: AbortSignal): Promise<boolean> {
    return this.#takeTurns('work', () => this.#answer(page, signal));
  }

  meetDeadlines(now: Instant, signal?: AbortSignal): Promise<void> {
    return this.#takeTurns('work', () => this.#meetDeadlines(now, signal));
  }

  nextAfter(now: Instant): Promise<Instant | undefined> {
    return this.#parts.index.nextAfter(now);
  }

  async #answer({ events, through }: Page, signal: AbortSignal | undefined): Promise<boolean> {
    let moved = false;
    for (const stored of events) {
      if (signal?.aborted === true) break;
      const settled = await this.#ordersOf(stored);
      this.#pending.push(stored);
      if (settled.length > 0) moved = (await this.#flush(stored.position, settled)) || moved;
    }
    this.#pagesSinceFlush += 1;
    const done = signal?.aborted === true ? this.#pending.at(-1)?.position : through;
    if (done === undefined) return moved;
    if (this.#pending.length > 0 || this.#pagesSinceFlush >= silentPages)
      moved = (await this.#flush(done)) || moved;
    return moved;
  }

  #ordersOf(stored: StoredEvent): Promise<readonly Settled[]> {
    const { process } = this.#parts;
    const { id, type, stream, revision, position } = stored;
    return this.#named(
      `position ${position}: ${type} ${id} (${stream} revision ${revision})`,
      async () =>
        this.#carryOut(await ordersAfter(process, decodeEvent(stored), this.#lookup), {
          causeId: id,
          position,
        }),
    );
  }

  async #meetDeadlines(now: Instant, signal: AbortSignal | undefined): Promise<void> {
    const { index, journal, world } = this.#parts;
    for await (const due of unmetDates(index, now, journal.met)) {
      if (signal?.aborted === true) return;
      const settled = await this.#ordersWhenDue(due);
      await journal.meet(deadlineKey(due), settled, world.now());
    }
  }

  #ordersWhenDue(due: MetDeadline): Promise<readonly Settled[]> {
    const { process } = this.#parts;
    return this.#named(
      `the date ${due.due_at} of ${due.id}, set by event ${due.cause_id}`,
      async () =>
        this.#carryOut(await ordersWhenDue(process, due, this.#lookup), {
          causeId: due.cause_id,
          dueAt: due.due_at,
        }),
    );
  }

  async #carryOut(orders: readonly Order[], cause: Cause): Promise<readonly Settled[]> {
    const settled: Settled[] = [];
    for (const order of orders)
      settled.push({ order, answer: await this.#parts.performer.perform(order), ...cause });
    return settled;
  }

  /** Moves journal and index up to a place; true when an event on the way can move a date. */
  async #flush(through: Position, settled: readonly Settled[] = []): Promise<boolean> {
    const { index, journal, world } = this.#parts;
    const events = this.#pending;
    this.#pagesSinceFlush = 0;
    await journal.settle(events, through, settled, world.now());
    this.#pending = [];
    await index.apply(events, through);
    return events.some(({ type }) => index.movesDeadlines(type));
  }

  /** Lets a failure say where it happened, unless it passes by itself. */
  async #named<Result>(at: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (isFenced(error) || isUnsettled(error)) throw error;
      throw new ProcessFailed(this.#parts.process.name, error, { at });
    }
  }
}
