import type { Position } from '@presales/kernel';
import type { Handling } from './process-watch.ts';

/** Where a process is, whenever that changes. */
export type ProcessUpdate = {
  /** The process's name. */
  readonly process: string;
  /** All that it had to answer up to here is answered, but for what waits in parked streams. */
  readonly position: Position;
  /** How many streams are parked; absent where none is. */
  readonly parked?: number;
  /**
   * What it has been at for more than a second, told every second for as long as it takes; absent
   * otherwise.
   */
  readonly handling?: Handling;
  /** While something takes long: how far the log's head is ahead, in the log's own positions. */
  readonly lag?: bigint;
} & ProcessState;

/** What a process does at the moment. */
export type ProcessState =
  | { readonly state: 'catching-up' }
  | { readonly state: 'live' }
  /**
   * A store is busy, full or out of reach. It is tried again before long, for as long as it takes.
   */
  | { readonly state: 'waiting'; readonly error: unknown }
  | { readonly state: 'stopped' }
  | { readonly state: 'failed'; readonly error: unknown };
