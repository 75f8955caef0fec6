import { rm } from 'node:fs/promises';
import type { EventLog, StoredEvent } from '@presales/kernel';
import { open, withoutPassword } from '@presales/runtime';
import { PlaceTaken } from './place-taken.ts';
import type { Line } from './script.ts';
import { seedOfDemo } from './story.ts';

/** Where the demo's log and read models are. */
export interface DemoPlace {
  readonly eventLog: string;
  readonly readModels?: string;
}

/**
 * Makes sure that the place is free for a demo of this seed: nothing is there yet, or a demo of the
 * same seed, finished or not. A demo log makes room when forced to; anything else is left alone.
 *
 * @throws PlaceTaken when something else is there
 */
export const clearPlace = async (place: DemoPlace, seed: number, force: boolean): Promise<void> => {
  // Looking needs no figures, and leaves none beside a log that is somebody's own.
  const presales = await open({ ...place, readModels: 'memory:', project: false });
  let first: StoredEvent | undefined;
  try {
    first = await firstEvent(presales.log);
  } finally {
    await presales.close();
  }
  if (first === undefined) return;
  const log = withoutPassword(place.eventLog);
  const found = seedOfDemo(first.metadata.actor);
  if (found === undefined)
    throw new PlaceTaken(
      `${log} holds events that are no demo; it is left as it is. Name another place with --log sqlite:./presales-demo.db`,
    );
  if (force) {
    if (!place.eventLog.startsWith('sqlite:'))
      throw new PlaceTaken(
        `${log}: --force replaces a demo in a file; what a server holds is left as it is`,
      );
    const file = place.eventLog.replace(/^sqlite:/, '');
    for (const suffix of ['', '-wal', '-shm']) await rm(`${file}${suffix}`, { force: true });
    return;
  }
  if (found !== seed)
    throw new PlaceTaken(
      `${log} holds the demo of seed ${found}; --force replaces it with that of seed ${seed}`,
    );
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
