import type { Position } from '@presales/kernel';

/** Where a process is, whenever that changes. */
export type ProcessUpdate = {
  /** The process's name. */
  readonly process: string;
  /** All that it had to answer up to here is answered. */
  readonly position: Position;
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
