import type { Opportunity } from '@presales/domain/opportunity';
import type { Instant } from '@presales/kernel';
import type { NewEvent } from '@presales/kernel/store';

/** An event as a store gives it back. */
export interface ReadBack {
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
}

/** An open store of one contender. Everything is asynchronous, even where a store is not. */
export interface Store {
  /** Appends under optimistic concurrency: the stream has `before` events, or the append fails. */
  readonly append: (stream: string, before: number, events: readonly NewEvent[]) => Promise<void>;
  /** An opportunity's state, by the store's own way of loading an aggregate. */
  readonly load: (stream: string) => Promise<Opportunity>;
  /** All events of a stream, for checking what was stored. */
  readonly read: (stream: string) => Promise<readonly ReadBack[]>;
  /** Events in the store. */
  readonly count: () => Promise<number>;
  /** The journal mode and synchronous level that its connection really runs at. */
  readonly settings: () => Promise<Settings>;
  readonly close: () => Promise<void>;
}

/** What a SQLite connection says of itself. */
export interface Settings {
  readonly journalMode: string;
  /** SQLite's number: 0 off, 1 normal, 2 full, 3 extra. */
  readonly synchronous: number;
}

/** One store among those that are compared. */
export interface Contender {
  readonly name: string;
  /** How it is set up, and by whose advice. */
  readonly setUp: string;
  /** A package that must be among the installed peers. */
  readonly peer?: string;
  readonly open: (file: string, now: () => Instant) => Promise<Store>;
}

/** Whether an acknowledged commit survives the loss of power under these settings. */
export const isDurable = ({ journalMode, synchronous }: Settings): boolean =>
  journalMode === 'wal' ? synchronous >= 2 : journalMode !== 'off' && synchronous >= 1;
