import { BEGINNING, type EventLog, type Instant, type Position } from '@presales/kernel';
import type { Page, ReadModelStore } from '@presales/kernel/store';
import { deadlineKey, type Process } from '@presales/processes';
import type { World } from './clock.ts';
import { unmetDates } from './process-dates.ts';
import { type Index, indexModel, openIndex, remember } from './process-index.ts';
import { type Journal, openJournal } from './process-journal.ts';
import { type Performer, ProcessWork } from './process-work.ts';

/**
 * Where a process begins on a log that it never ran on: `now` answers only what comes, `beginning`
 * answers everything there ever was.
 */
export type ProcessStart = 'now' | 'beginning';

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

/**
 * Begins where the process stands. On a log where it never ran it is started, by default with what
 * comes from now on: its index then learns the past without anything of it being answered, and
 * dates that are past are passed over.
 *
 * @throws ReadModelError `read-model/ahead-of-log`, `read-model/other-log`
 */
export const beginProcess = async (parts: ProcessSessionParts): Promise<ProcessSession> => {
  const { process, performer, world } = parts;
  // The index is opened before the journal: it follows the journal, so it cannot be ahead of it.
  const opened = await openIndex(parts);
  const journal = await openJournal(parts);
  const index = (await journal.isStarted())
    ? await indexAt(parts, opened, journal.position())
    : await startAnew(parts, opened, journal);
  return new ProcessWork({ process, performer, world, index, journal });
};

/** Starts a process that never ran on this log; resolves with its index as it is then. */
const startAnew = async (
  parts: ProcessSessionParts,
  opened: Index,
  journal: Journal,
): Promise<Index> => {
  const now = parts.world.now();
  const through = parts.from === 'now' ? journal.head : BEGINNING;
  const index = await indexAt(parts, opened, through);
  const past: string[] = [];
  for await (const due of unmetDates(index, now)) past.push(deadlineKey(due));
  await journal.start(now, through, past);
  return index;
};

/** The index as it was at a place. One that is beyond it is built again from nothing. */
const indexAt = async (
  parts: ProcessSessionParts,
  opened: Index,
  through: Position,
): Promise<Index> => {
  const { log, store, process } = parts;
  let index = opened;
  if (index.position() > through) {
    const attached = await store.attach(indexModel(process));
    await attached.reset();
    index = await openIndex(parts);
  }
  await remember(log, process, index, through);
  return index;
};
