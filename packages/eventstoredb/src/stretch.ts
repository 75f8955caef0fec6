import type { Position, StoredEvent } from '@presales/kernel';
import { positionOf, toStoredEvent } from './events.ts';
import type { LogFilter } from './filter.ts';
import { buffer, readPage } from './page.ts';
import { beginning, type Server } from './server.ts';
import type { Taken } from './taking.ts';

/** Events looked through in a stretch of the log, and how far that went. */
export interface Stretch {
  readonly events: readonly StoredEvent[];
  /** About how much JSON was looked through, in characters. */
  readonly text: number;
  /** The last event that was looked at, wanted or not; where the reading began when none was. */
  readonly reached: Position;
  /** Nothing was there beyond. */
  readonly exhausted: boolean;
}

/**
 * The wanted events strictly after a position, out of `size` events that are looked through. The
 * server begins with the event at the position itself, which is left out here by comparing
 * positions.
 */
export const stretchAfter = async (
  server: Server,
  filter: Pick<LogFilter, 'streamOf'>,
  after: Position,
  size: number,
): Promise<Stretch> => {
  const taken = await readPage(server, () =>
    server.client.readAll(
      { fromPosition: beginning(server, after), direction: 'forwards', maxCount: size + 1 },
      buffer,
    ),
  );
  const exhausted = taken.exhausted && taken.records.length <= size;
  return stretchOf(filter, after, { ...taken, exhausted });
};

/** The stretch that was read after a position, as the port has it. */
export const stretchOf = (
  { streamOf }: Pick<LogFilter, 'streamOf'>,
  after: Position,
  { records, text, exhausted }: Taken,
): Stretch => {
  const events: StoredEvent[] = [];
  let reached = after;
  for (const record of records) {
    const position = positionOf(record);
    if (position <= reached) continue;
    reached = position;
    const stream = streamOf(record);
    if (stream !== undefined) events.push(toStoredEvent(record, stream));
  }
  return { events, text, reached, exhausted };
};

/** The events strictly before a position, or from the end. */
export const stretchBefore = async (
  server: Server,
  { streamOf }: LogFilter,
  before: Position | 'end',
  size: number,
): Promise<Stretch> => {
  const { records, text, exhausted } = await readPage(server, () =>
    server.client.readAll(
      {
        fromPosition: before === 'end' ? before : { commit: before, prepare: before },
        direction: 'backwards',
        maxCount: size,
      },
      buffer,
    ),
  );
  const events: StoredEvent[] = [];
  let reached = before === 'end' ? 0n : before;
  for (const record of records) {
    const position = positionOf(record);
    if (before !== 'end' && position >= before) continue;
    reached = position;
    const stream = streamOf(record);
    if (stream !== undefined) events.push(toStoredEvent(record, stream));
  }
  return { events, text, reached, exhausted: exhausted && records.length < size };
};
