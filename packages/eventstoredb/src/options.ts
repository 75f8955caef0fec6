import type { Instant, Position } from '@presales/kernel';
import type { EventStoreDbClient } from './client.ts';
import type { After } from './timers.ts';

/** The server: a connection string, or a client that is connected already. */
export type EventStoreDbPlace =
  | {
      /** `esdb://HOST:PORT`, `esdb://HOST,HOST,HOST` or `esdb+discover://NAME`, with options. */
      readonly connection: string;
    }
  | {
      /** It belongs to the caller: closing the log does not dispose of it. */
      readonly client: EventStoreDbClient;
      /** What the log is called in messages. By default `esdb:`. */
      readonly name?: string;
    };

/** How the log behaves towards its server; all times in milliseconds. */
export interface EventStoreDbOptions {
  /**
   * For several logs on one server. The streams of this one are called `namespace.stream` there,
   * and it sees no others. A lower-case letter, then letters and digits. By default none.
   */
  readonly namespace?: string;
  /**
   * A position of the server at or before which nothing of this log stands. It saves a new
   * namespace on an old server from looking through everything that is not its own. By default the
   * beginning.
   */
  readonly origin?: Position;
  /** Reads and follows only: appends are refused. */
  readonly readOnly?: boolean;
  /** Within this time, opening either succeeds or says why not. By default 10,000. */
  readonly connectTimeout?: number;
  /**
   * Within this time after it was sent, an append is answered, or its outcome counts as unknown. A
   * thousand are under way at once; further ones wait in line before they are sent. By default
   * 10,000.
   */
  readonly appendTimeout?: number;
  /** Within this time, a page is read, or the server counts as lost. By default 10,000. */
  readonly readTimeout?: number;
  /** A follower that hears nothing for so long asks whether the log goes on. By default 5,000. */
  readonly heartbeat?: number;
  /**
   * A follower reads the log itself after so long, when the log is known to go on and the server
   * has said nothing of it, because a filter left it out. By default 50.
   */
  readonly gap?: number;
  /** A follower without progress for so long, while the log moves, is stuck. By default 60,000. */
  readonly stuckAfter?: number;
  /**
   * A clock for `recordedAt` in place of the server's, for a demo or a test that compares two logs.
   * The events then carry their hour, as copied ones do. Only one process may write such a log,
   * because only the server could keep several clocks in order. By default the server's clock.
   */
  readonly now?: () => Instant;
  /**
   * How far that clock may run ahead of the last event, in milliseconds, before it is taken for wrong
   * and the append refused with `event-log/clock-ahead`. By default 366 days. The server's own clock
   * is its operator's care: nobody sees what it says before an event is stored.
   */
  readonly clockAhead?: number;
  /** The timers; by default the machine's. */
  readonly after?: After;
  /** A number from 0 up to 1, for jitter; by default the machine's. */
  readonly random?: () => number;
}
