import type { Log } from './log.ts';
import type { WriteListener } from './store.ts';
import type { Streams } from './streams.ts';

/** What a store takes from the world. */
export interface StoreOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Gives ids to the events that the server itself writes. */
  readonly newId: () => string;
}

/** Everything that a store keeps, and that its steps read and change. */
export interface StoreState extends StoreOptions {
  readonly log: Log;
  readonly streams: Streams;
  readonly listeners: Set<WriteListener>;
}
