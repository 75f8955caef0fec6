import { matcher } from '../store/event-filter.ts';
import type { LogRecord } from '../store/log-record.ts';
import type { Store } from '../store/store.ts';
import type { GroupIdentity, GroupSettings } from './consumer-group.ts';
import { type Message, messageOf } from './message.ts';

/** Is told of records that the filter of a group left out: the last position, and how many. */
export type PassOver = (position: bigint, count: number) => void;

/**
 * What a group has read and not yet delivered. The real server reads into two buffers, one for
 * history and one for live events; a consumer sees no difference from this one queue.
 */
export class ReadAhead {
  /** The messages to deliver, the oldest first. */
  readonly queue: Message[] = [];
  readonly #store: Store;
  readonly #identity: GroupIdentity;
  readonly #settings: GroupSettings;
  readonly #accepts: ((record: LogRecord) => boolean) | undefined;
  #next: bigint;
  #isBehind = true;

  /** `next` is the revision or position to begin at. */
  constructor(store: Store, identity: GroupIdentity, settings: GroupSettings, next: bigint) {
    this.#store = store;
    this.#identity = identity;
    this.#settings = settings;
    this.#accepts = identity.filter === undefined ? undefined : matcher(identity.filter);
    this.#next = next;
  }

  /** Whether more is written than has been read. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** Reads until the queue is full or nothing more is there. */
  fill(passOver: PassOver): void {
    const { historyBufferSize, readBatchSize } = this.#settings;
    for (;;) {
      const room = historyBufferSize - this.queue.length;
      this.#isBehind = room < readBatchSize;
      if (this.#isBehind) return;
      const limit = Math.min(room, readBatchSize);
      const end =
        this.#identity.stream === '$all' ? this.#readAll(limit, passOver) : this.#readStream(limit);
      if (end) return;
    }
  }

  #readAll(limit: number, passOver: PassOver): boolean {
    const accepts = this.#accepts;
    const page = this.#store.readAllForwards(
      this.#next,
      accepts === undefined
        ? { limit }
        : { limit, accepts, window: this.#settings.maxCheckpointCount },
    );
    this.#next = page.next;
    this.#add(page.records);
    if (page.last !== undefined && page.records.length === 0) passOver(page.last, page.considered);
    return page.end;
  }

  #readStream(limit: number): boolean {
    const page = this.#store.readStreamForwards(this.#identity.stream, this.#next, limit);
    if (page.result !== 'events') return true;
    const last = page.records.at(-1);
    if (!page.end) this.#next = page.next;
    else if (last !== undefined) this.#next = last.revision + 1n;
    this.#add(page.records);
    return page.end;
  }

  #add(records: readonly LogRecord[]): void {
    this.queue.push(...records.map((record) => messageOf(this.#store, this.#settings, record)));
  }
}
