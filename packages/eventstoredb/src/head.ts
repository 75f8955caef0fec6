import { BEGINNING, type Position } from '@presales/kernel';
import { positionOf } from './events.ts';
import { ownStream } from './filter.ts';
import { buffer, pageSize, readPage } from './page.ts';
import type { Server } from './server.ts';

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

const firstLook = 16;

/**
 * The end of the log is the last event that is not the server's own. To find it `$all` is read
 * backwards, past statistics, metadata and other logs' events, as far as the end that was known
 * before; nothing of this log stands at or before `origin`.
 */
export const logHead = (server: Server): Head => {
  const listeners = new Set<() => void>();
  let known = BEGINNING;
  let searched = server.origin;

  const heard = (position: Position): void => {
    if (position <= known) return;
    known = position;
    for (const listener of listeners) listener();
  };

  const ask = async (): Promise<Position> => {
    let from: 'end' | bigint = 'end';
    let top: Position | undefined;
    for (let size = firstLook; ; size = Math.min(size * 8, pageSize)) {
      const records = await readPage(server, () =>
        server.client.readAll(
          {
            fromPosition: from === 'end' ? from : { commit: from, prepare: from },
            direction: 'backwards',
            maxCount: size,
          },
          buffer,
        ),
      );
      for (const record of records) {
        const position = positionOf(record);
        top ??= position;
        if (ownStream(record, server.prefix) !== undefined) heard(position);
        if (position <= known || position <= searched) {
          if (top > searched) searched = top;
          return known;
        }
        from = position;
      }
      if (records.length < size) {
        if (top !== undefined && top > searched) searched = top;
        return known;
      }
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
