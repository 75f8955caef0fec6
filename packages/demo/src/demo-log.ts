import type { EventLog, StoredEvent } from '@presales/kernel';
import type { HeldEvent } from '@presales/kernel/store';
import { open, setLogAside, withoutPassword } from '@presales/runtime';
import { actorOf, demoEvents, seedOfLog } from './demo-events.ts';
import { PlaceTaken } from './place-taken.ts';
import type { Line } from './script.ts';

/** Where the demo's log and read models are. */
export interface DemoPlace {
  readonly eventLog: string;
  readonly readModels?: string;
}

/**
 * Makes sure that the place is free for a demo of this seed: nothing is there yet, or a demo of the
 * same seed, finished or not. When forced to, it moves the log of a demo aside, with what lies beside
 * it. A log with a single event that the demo did not write is left alone in any case, and so is one
 * that another program has open when it would have to move.
 *
 * @returns the file in which a log that was moved aside is now
 * @throws PlaceTaken when something else is there
 * @throws EventLogError `event-log/busy` when another program has open what would have to move
 */
export const clearPlace = async (
  place: DemoPlace,
  seed: number,
  force: boolean,
): Promise<string | undefined> => {
  const log = withoutPassword(place.eventLog);
  // Looking needs no figures, and leaves none beside a log that is somebody's own.
  const presales = await open({ ...place, readModels: 'memory:', project: false });
  let found: number;
  try {
    const first = await firstEvent(presales.log);
    if (first === undefined) return undefined;
    found = seedOfLog(first) ?? neverDemo(log);
    if (!force) {
      const strangers = strangersTo(found);
      for await (const { events } of presales.log.readAll()) strangers.lookAt(events);
      strangers.assertNone(log);
    }
  } finally {
    await presales.close();
  }
  if (force) return moveAside(place, log, found);
  if (found !== seed)
    throw new PlaceTaken(
      `${log} holds the demo of seed ${found}; --force moves it aside and writes that of seed ${seed}`,
    );
  return undefined;
};

const neverDemo = (log: string): never => {
  throw new PlaceTaken(
    `${log} holds events that are no demo; it is left as it is. Name another place with --log sqlite:./presales-demo.db`,
  );
};

const moveAside = async (place: DemoPlace, log: string, found: number): Promise<string> => {
  if (!place.eventLog.startsWith('sqlite:'))
    throw new PlaceTaken(
      `${log}: --force moves a demo aside that is in a file; what a server holds is left as it is`,
    );
  return setLogAside(place.eventLog, (events) => {
    const strangers = strangersTo(found);
    strangers.lookAt(events);
    strangers.assertNone(log);
  });
};

/** Counts what the demo of a seed did not write. */
const strangersTo = (seed: number) => {
  const isOfDemo = demoEvents(seed);
  let first: HeldEvent | StoredEvent | undefined;
  let count = 0;
  return {
    lookAt: (events: Iterable<HeldEvent | StoredEvent>): void => {
      for (const event of events) {
        if (isOfDemo(event)) continue;
        first ??= event;
        count += 1;
      }
    },
    /** @throws PlaceTaken */
    assertNone: (log: string): void => {
      if (first === undefined) return;
      const { position, stream, type } = first;
      throw new PlaceTaken(
        `${log} holds events that are no demo; it is left as it is (${count} of them; the first at position ${position}: ${type} in ${stream}, by ${actorOf(first)}). Name another place with --log sqlite:./presales-demo-2.db`,
      );
    },
  };
};

const firstEvent = async (log: EventLog): Promise<StoredEvent | undefined> => {
  for await (const { events } of log.readAll({ limit: 1 })) return events[0];
  return undefined;
};

/** Whether the log ends with the story's last line: then nothing needs to be asked again. */
export const isComplete = async (log: EventLog, lines: readonly Line[]): Promise<boolean> => {
  const last = lines.at(-1);
  for await (const { events } of log.readAll({ direction: 'backwards', limit: 1 }))
    return last !== undefined && events[0]?.metadata.commandId === last.commandId;
  return false;
};
