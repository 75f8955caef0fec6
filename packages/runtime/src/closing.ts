import type { EventLog } from '@presales/kernel';
import type { ReadModelStore } from '@presales/kernel/store';
import type { World } from './clock.ts';
import type { RunningProcesses, UnfinishedProcess } from './processes.ts';
import type { Projections } from './projections.ts';

/** What closing left, because it had not ended in time. */
export type Left =
  /** A process, and the event or the date that it is at. */
  | ({ readonly what: 'process' } & UnfinishedProcess)
  /** A read model that was still being written. */
  | { readonly what: 'read-model'; readonly readModel: string }
  /** The event log: a command or a reading under way. */
  | { readonly what: 'event-log'; readonly name: string }
  /** The place of the read models: a query under way. */
  | { readonly what: 'read-models'; readonly name: string };

/** How closing went. */
export interface Closed {
  /** What had not ended; nothing, where all was well. */
  readonly left: readonly Left[];
}

/** What is closed, in this order. */
export interface ClosingParts {
  readonly running: Pick<RunningProcesses, 'stop'>;
  readonly figures: Pick<Projections, 'stop'>;
  readonly log: Pick<EventLog, 'name' | 'close'>;
  readonly store: Pick<ReadModelStore, 'name' | 'close'>;
}

/**
 * Stops and closes everything, and waits no longer than so many milliseconds: half of the time for what
 * processes and projectors are at, and the rest for the stores, which are closed after them.
 *
 * @throws what the log says when it cannot be closed, with everything else closed
 */
export const closeWithinTime = async (
  { running, figures, log, store }: ClosingParts,
  milliseconds: number,
  world: Pick<World, 'wait'>,
): Promise<Closed> => {
  const done = new AbortController();
  const half = world.wait(milliseconds / 2, done.signal);
  const all = world.wait(milliseconds, done.signal);
  const inTime = (closing: Promise<void>): Promise<boolean> => {
    // Nobody waits for it any more, if it fails later.
    closing.catch(() => undefined);
    return Promise.race([closing.then(() => true), all.then(() => false)]);
  };
  try {
    const [processes, readModels] = await Promise.all([running.stop(half), figures.stop(half)]);
    const left: Left[] = [
      ...processes.map((one): Left => ({ what: 'process', ...one })),
      ...readModels.map((readModel): Left => ({ what: 'read-model', readModel })),
    ];
    try {
      if (!(await inTime(log.close()))) left.push({ what: 'event-log', name: log.name });
    } finally {
      // A log that the disk does not take is told when nothing is left open.
      if (!(await inTime(store.close()))) left.push({ what: 'read-models', name: store.name });
    }
    return { left };
  } finally {
    done.abort();
  }
};
