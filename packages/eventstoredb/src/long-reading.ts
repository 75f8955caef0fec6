import type { Position } from '@presales/kernel';
import type { LogFilter } from './filter.ts';
import { buffer, insisting, pageSize } from './page.ts';
import { beginning, type Server } from './server.ts';
import { type Stretch, stretchOf } from './stretch.ts';
import { type Taking, taking } from './taking.ts';
import { within } from './timers.ts';

/**
 * Reads stretches one after another through one call, which rests while nobody asks for the next.
 */
export interface LongReading {
  /** The stretch after a position: where the one before ended, if there was one. */
  readonly next: (after: Position) => Promise<Stretch>;
  readonly end: () => void;
}

/**
 * With a call for each page, the reader would wait for the server to begin anew every five hundred
 * events. A call that rests too long, or for which there is no room, is ended; the next page then
 * begins a new one.
 */
export const longReading = (server: Server, filter: LogFilter): LongReading => {
  let call: Taking | undefined;
  let takeUp: (() => boolean) | undefined;
  const end = (): void => {
    call?.end();
    call = undefined;
  };
  const open = (after: Position): Taking =>
    taking(
      server.client.readAll(
        {
          fromPosition: beginning(server, after),
          direction: 'forwards',
          maxCount: Number.MAX_SAFE_INTEGER,
        },
        buffer,
      ),
    );
  const taken = async (after: Position): Promise<Stretch> => {
    call ??= open(after);
    try {
      const taken = await within(server.after, server.readTimeout, call.take(pageSize));
      if (taken.exhausted) end();
      return stretchOf(filter, after, taken);
    } catch (error) {
      end();
      throw error;
    }
  };
  return {
    next: async (after) => {
      if (takeUp?.() === false) call = undefined;
      takeUp = undefined;
      const stretch = await insisting(server, () => taken(after), nothingThere(after));
      const left = call;
      if (left !== undefined) takeUp = server.resting.rest(left.end);
      return stretch;
    },
    end: () => {
      if (takeUp?.() !== false) end();
    },
  };
};

const nothingThere = (reached: Position): Stretch => ({
  events: [],
  text: 0,
  reached,
  exhausted: true,
});
