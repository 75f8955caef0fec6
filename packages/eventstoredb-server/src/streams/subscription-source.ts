import type { CallContext } from '../calls/call-context.ts';
import { matcher } from '../store/event-filter.ts';
import type { LogRecord, ResolvedRecord } from '../store/log-record.ts';
import { READ_BATCH, type Reading } from './reading.ts';

/** A page of what a subscriber follows. */
export type SubscriptionPage =
  | { readonly result: 'deleted' }
  | {
      readonly result: 'events';
      readonly events: readonly ResolvedRecord[];
      /** The checkpoint that the subscriber is to receive, if any. */
      readonly checkpoint: bigint | undefined;
      /** Whether nothing further has been written yet. */
      readonly end: boolean;
      /** Whether the stream does not exist yet. */
      readonly missing: boolean;
    };

/** What a subscriber follows, page by page. */
export interface SubscriptionSource {
  /** The next page: history shows what any reader sees, live everything that was written. */
  readonly next: (live: boolean) => SubscriptionPage;
  /** The checkpoint that the subscriber receives when it falls behind. */
  readonly checkpoint: () => bigint | undefined;
  /** Whether more than so many records wait to be delivered. */
  readonly isBehind: (records: number) => boolean;
}

const follower =
  ({ store }: CallContext, { resolveLinks }: Reading) =>
  (record: LogRecord): ResolvedRecord =>
    resolveLinks ? store.resolve(record) : { event: record, link: undefined };

/** One stream, after the revision that the subscriber knows. */
export const streamSource = (context: CallContext, reading: Reading): SubscriptionSource => {
  const { store } = context;
  const { stream, from } = reading;
  const follow = follower(context, reading);
  let next = from === 'start' ? 0n : from === 'end' ? store.lastRevision(stream) + 1n : from + 1n;

  const found = (
    records: readonly LogRecord[],
    end: boolean,
    missing = false,
  ): SubscriptionPage => ({
    result: 'events',
    events: records.map(follow),
    checkpoint: undefined,
    end,
    missing,
  });

  /** To a live subscriber a tombstone is an event; whoever subscribes later finds the stream deleted. */
  const live = (): SubscriptionPage => {
    const records = store.writtenTo(stream, next, READ_BATCH);
    const last = records.at(-1);
    if (last !== undefined) next = last.revision + 1n;
    return found(records, records.length < READ_BATCH);
  };

  const history = (): SubscriptionPage => {
    const page = store.readStreamForwards(stream, next, READ_BATCH);
    if (page.result === 'deleted') return page;
    if (page.result === 'not-found') return found([], true, true);
    const last = page.records.at(-1);
    if (!page.end) next = page.next;
    else if (last !== undefined) next = last.revision + 1n;
    return found(page.records, page.end);
  };

  return {
    next: (isLive) => (isLive ? live() : history()),
    checkpoint: () => undefined,
    isBehind: (records) => store.writtenTo(stream, next, records + 1).length > records,
  };
};

/**
 * All streams, after the position that the subscriber knows. With a filter the subscriber receives
 * checkpoints, which say how far the log was examined (ES24: Enumerator.AllSubscriptionFiltered.cs):
 * in history after a number of pages, and from 24.2 on also at its end; live after a number of records.
 */
export const allSource = (context: CallContext, reading: Reading): SubscriptionSource => {
  const { store, version } = context;
  const { from, filter, window, checkpointInterval } = reading;
  const follow = follower(context, reading);
  const accepts = filter === undefined ? undefined : matcher(filter);
  const interval = window * checkpointInterval;
  let next = from === 'start' ? 0n : from === 'end' ? store.end() : from + 1n;
  let known = typeof from === 'bigint' ? from : undefined;
  let considered = 0;

  /** A checkpoint in history is the last event delivered, or the place where the last page began. */
  const history = (): SubscriptionPage => {
    const begin = next;
    const page = store.readAllForwards(
      begin,
      accepts === undefined ? { limit: READ_BATCH } : { limit: READ_BATCH, window, accepts },
    );
    next = page.next;
    considered += page.considered;
    const last = page.records.at(-1)?.position;
    // A subscriber with no history to read is live at once, and receives no checkpoint.
    const ended = page.end && page.considered > 0 && version === '24.10';
    const due = considered >= interval || ended;
    if (considered >= interval) considered %= interval;
    if (last !== undefined) known = last;
    else if (due && page.considered > 0) known = store.readAllForwards(begin, { limit: 1 }).last;
    return pageOf(page.records, due ? known : undefined, page.end);
  };

  const live = (): SubscriptionPage => {
    const left = interval - considered;
    const page = store.readAllForwards(
      next,
      accepts === undefined ? { limit: READ_BATCH } : { limit: READ_BATCH, window: left, accepts },
    );
    next = page.next;
    considered += page.considered;
    const due = considered >= interval;
    if (due) considered = 0;
    const last = page.records.at(-1)?.position;
    if (due) known = page.last;
    else if (last !== undefined) known = last;
    return pageOf(page.records, due ? known : undefined, page.end);
  };

  const pageOf = (
    records: readonly LogRecord[],
    checkpoint: bigint | undefined,
    end: boolean,
  ): SubscriptionPage => ({
    result: 'events',
    events: records.map(follow),
    checkpoint: accepts === undefined ? undefined : checkpoint,
    end,
    missing: false,
  });

  return {
    next: (isLive) => (isLive ? live() : history()),
    checkpoint: () => (accepts === undefined ? undefined : known),
    isBehind: (records) => store.readAllForwards(next, { limit: records + 1 }).considered > records,
  };
};
