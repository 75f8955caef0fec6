import type { CallContext } from '../calls/call-context.ts';
import { matcher } from '../store/event-filter.ts';
import type { LogRecord, ResolvedRecord } from '../store/log-record.ts';
import { READ_BATCH, type Reading } from './reading.ts';

/** A stretch of what a subscriber follows. */
export type Stretch =
  | { readonly result: 'deleted' }
  | {
      readonly result: 'events';
      readonly events: readonly ResolvedRecord[];
      /** How far the log was looked through, where the subscriber is to be told. */
      readonly checkpoint: bigint | undefined;
      /** Nothing further is there yet. */
      readonly end: boolean;
      /** Nobody has written to the stream yet. */
      readonly missing: boolean;
    };

/** What a subscriber follows, stretch by stretch. */
export interface SubscriptionSource {
  /** History is read as any reader reads it; what is live is delivered as it was written. */
  readonly next: (live: boolean) => Stretch;
  /** How far the subscriber is known to be, to be told when it falls behind. */
  readonly checkpoint: () => bigint | undefined;
  /** Whether so many records stand behind what was delivered. */
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

  const found = (records: readonly LogRecord[], end: boolean, missing = false): Stretch => ({
    result: 'events',
    events: records.map(follow),
    checkpoint: undefined,
    end,
    missing,
  });

  /** A tombstone is an event to those who watch, and the end to those who come later. */
  const live = (): Stretch => {
    const records = store.writtenTo(stream, next, READ_BATCH);
    const last = records.at(-1);
    if (last !== undefined) next = last.revision + 1n;
    return found(records, records.length < READ_BATCH);
  };

  const history = (): Stretch => {
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
 * All streams, after the position that the subscriber knows. With a filter the subscriber is told
 * now and then how far the log was looked through (ES24: Enumerator.AllSubscriptionFiltered.cs): in
 * history after every so many pages, and from 24.2 on when the end is reached; live after every so
 * many records.
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

  /** A checkpoint in history is the last event delivered, or where the last page began. */
  const history = (): Stretch => {
    const begin = next;
    const page = store.readAllForwards(
      begin,
      accepts === undefined ? { limit: READ_BATCH } : { limit: READ_BATCH, window, accepts },
    );
    next = page.next;
    considered += page.considered;
    const last = page.records.at(-1)?.position;
    // Who has nothing to catch up with goes live at once, and is told nothing.
    const ended = page.end && page.considered > 0 && version === '24.10';
    const due = considered >= interval || ended;
    if (considered >= interval) considered %= interval;
    if (last !== undefined) known = last;
    else if (due && page.considered > 0) known = store.readAllForwards(begin, { limit: 1 }).last;
    return stretch(page.records, due ? known : undefined, page.end);
  };

  const live = (): Stretch => {
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
    return stretch(page.records, due ? known : undefined, page.end);
  };

  const stretch = (
    records: readonly LogRecord[],
    checkpoint: bigint | undefined,
    end: boolean,
  ): Stretch => ({
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
