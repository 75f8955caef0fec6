import { BEGINNING, type EventLog, type Instant, type Position } from '@presales/kernel';
import type { Page, ParkedStream, ReadModelStore } from '@presales/kernel/store';
import { deadlineKey, type Process } from '@presales/processes';
import type { World } from './clock.ts';
import { unmetDates } from './process-dates.ts';
import { type Index, indexModel, openIndex, remember } from './process-index.ts';
import { type Journal, openJournal } from './process-journal.ts';
import { retryProcess } from './process-retry.ts';
import type { Watch } from './process-watch.ts';
import { type Performer, ProcessWork } from './process-work.ts';
import type { Retried } from './retry-read-model.ts';

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
  readonly world: Pick<World, 'now' | 'wait' | 'random'>;
  /** Is told of what takes long. */
  readonly watch: Watch;
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
  /** The streams that are parked, by their names. */
  readonly parked: () => ReadonlyMap<string, ParkedStream>;
  /** Answers parked streams from the event on that could not be answered. */
  readonly retry: (wanted: readonly ParkedStream[]) => Promise<Retried>;
}

/**
 * Begins where the process stands. On a log where it never ran it is started, by default with what
 * comes from now on: its index then learns the past without anything of it being answered, and
 * dates that are past are passed over.
 *
 * @throws ReadModelError `read-model/ahead-of-log`, `read-model/other-log`
 */
export const beginProcess = async (parts: ProcessSessionParts): Promise<ProcessSession> => {
  const { log, process, performer, world, watch } = parts;
  // The index is opened before the journal: it follows the journal, so it cannot be ahead of it.
  const opened = await openIndex(parts);
  const journal = await openJournal(parts);
  const index = (await journal.isStarted())
    ? await indexAt(parts, opened, journal.position(), journal.parked())
    : await startAnew(parts, opened, journal);
  const work = new ProcessWork({ process, performer, world, watch, index, journal });
  const indexAnew = (parked: ReadonlyMap<string, ParkedStream>) =>
    emptyIndex(parts).then((empty) => indexAt(parts, empty, journal.position(), parked));
  return {
    position: () => work.position(),
    head: work.head,
    answer: (page, signal) => work.answer(page, signal),
    meetDeadlines: (now, signal) => work.meetDeadlines(now, signal),
    nextAfter: (now) => work.nextAfter(now),
    parked: () => work.parked(),
    retry: (wanted) => retryProcess({ log, process, work, journal, world, indexAnew }, wanted),
  };
};

/** Starts a process that never ran on this log; resolves with its index as it is then. */
const startAnew = async (
  parts: ProcessSessionParts,
  opened: Index,
  journal: Journal,
): Promise<Index> => {
  const now = parts.world.now();
  const through = parts.from === 'now' ? journal.head : BEGINNING;
  const index = await indexAt(parts, opened, through, journal.parked());
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
  parked: ReadonlyMap<string, ParkedStream>,
): Promise<Index> => {
  const index = opened.position() > through ? await emptyIndex(parts) : opened;
  await remember(parts.log, parts.process, index, through, parked);
  return index;
};

const emptyIndex = async (parts: ProcessSessionParts): Promise<Index> => {
  const attached = await parts.store.attach(indexModel(parts.process));
  await attached.reset();
  return openIndex(parts);
};
