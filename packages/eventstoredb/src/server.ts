import type { Position } from '@presales/kernel';
import type { ClientPosition, EventStoreDbClient } from './client.ts';
import type { Prefix } from './filter.ts';
import { later } from './places.ts';
import type { Resting } from './resting.ts';
import type { Slots } from './slots.ts';
import type { After } from './timers.ts';

/** The server as every part of the log sees it. */
export interface Server {
  /** The log's name, for messages. */
  readonly name: string;
  readonly client: EventStoreDbClient;
  readonly prefix: Prefix;
  /** Nothing of this log stands at or before it. */
  readonly origin: Position;
  readonly after: After;
  /** A number from 0 up to 1, for jitter. */
  readonly random: () => number;
  /** Readings open at once. */
  readonly slots: Slots;
  /** Readings left open between two pages. */
  readonly resting: Resting;
  /** Appends under way at once. */
  readonly appendSlots: Slots;
  /** Milliseconds that a request for a page may take. */
  readonly readTimeout: number;
  /** Milliseconds after which an append is of unknown outcome. */
  readonly appendTimeout: number;
}

/** Where a reading or subscription has to begin to get what stands after a position. */
export const beginning = (
  { origin }: Pick<Server, 'origin'>,
  after: Position,
): 'start' | ClientPosition => {
  const from = later(after, origin);
  return from < 0n ? 'start' : { commit: from, prepare: from };
};
