import { BEGINNING, type Position } from '@presales/kernel';
import type { ClientRecord } from './client.ts';
import { positionOf } from './events.ts';
import { ownStream } from './filter.ts';
import { buffer, pageSize, readPage } from './page.ts';
import { later } from './places.ts';
import type { Server } from './server.ts';
import type { Taken } from './taking.ts';

/** Where the log ends, as far as anybody here has heard. */
export interface Head {
  /** The last event's position that is known without asking. */
  readonly known: () => Position;
  /** Tells of an event at a position. */
  readonly heard: (position: Position) => void;
  /** Asks the server. */
  readonly ask: () => Promise<Position>;
  /** Calls back whenever more becomes known; the function that is returned ends that. */
  readonly onNews: (listener: () => void) => () => void;
}

/**
 * Events looked at first, from the end of the log backwards; then eight times as many, and so on.
 */
const firstLook = 16;

/**
 * The end of the log is the last event that is not the server's own. To find it, `$all` is read
 * backwards, past statistics, metadata and the events of other logs, as far as the end that was
 * known before. Nothing of this log stands at or before `origin`.
 */
export const logHead = (server: Server): Head => {
  const listeners = new Set<() => void>();
  let known = BEGINNING;
  /** Up to here `$all` was looked through before. */
  let searched = server.origin;

  const heard = (position: Position): void => {
    if (position <= known) return;
    known = position;
    for (const listener of listeners) listener();
  };

  /** Looks through events read backwards; the last of them, unless the search is over before. */
  const lookThrough = (records: readonly ClientRecord[]): Position | undefined => {
    let reached: Position | undefined;
    for (const record of records) {
      reached = positionOf(record);
      if (ownStream(record, server.prefix) !== undefined) heard(reached);
      if (reached <= known || reached <= searched) return undefined;
    }
    return reached;
  };

  const ask = async (): Promise<Position> => {
    let from: Position | undefined;
    let top: Position | undefined;
    for (let size = firstLook; ; size = Math.min(size * 8, pageSize)) {
      const { records, exhausted }: Taken = await backwards(server, from, size);
      const [newest] = records;
      if (newest !== undefined) top ??= positionOf(newest);
      from = lookThrough(records);
      if (from !== undefined && (!exhausted || records.length >= size)) continue;
      if (top !== undefined) searched = later(searched, top);
      return known;
    }
  };

  return {
    known: () => known,
    heard,
    ask,
    onNews: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** Events of `$all`, from a position or the end backwards. */
const backwards = (server: Server, from: Position | undefined, size: number): Promise<Taken> =>
  readPage(server, () =>
    server.client.readAll(
      {
        fromPosition: from === undefined ? 'end' : { commit: from, prepare: from },
        direction: 'backwards',
        maxCount: size,
      },
      buffer,
    ),
  );
