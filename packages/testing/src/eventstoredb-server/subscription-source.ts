import type { CallContext } from './call-context.ts';
import { matcher } from './event-filter.ts';
import type { LogRecord, ResolvedRecord } from './log-record.ts';
import { READ_BATCH, type Reading } from './reading.ts';
import type { Store } from './store.ts';

/** A stretch of what a subscriber follows. */
export type Stretch =
  | { readonly result: 'deleted' }
  | {
      readonly result: 'events';
      readonly events: readonly ResolvedRecord[];
      /** The log was looked through up to here. */
      readonly checkpoint: bigint | undefined;
      /** Nothing further is there yet. */
      readonly end: boolean;
      /** A stream that nobody has written to yet. */
      readonly missing: boolean;
    };

/** What a subscriber follows, stretch by stretch. */
export interface SubscriptionSource {
  readonly next: () => Stretch;
  /** How many records stand behind what was delivered. */
  readonly behind: () => number;
}

const follower =
  ({ store }: CallContext, { resolveLinks }: Reading) =>
  (record: LogRecord): ResolvedRecord =>
    resolveLinks ? store.resolve(record) : { event: record, link: undefined };

/** One stream, after the revision the subscriber knows. */
export const streamSource = (context: CallContext, reading: Reading): SubscriptionSource => {
  const { store } = context;
  const { stream, from } = reading;
  const follow = follower(context, reading);
  let next = from === 'start' ? 0n : from === 'end' ? store.lastRevision(stream) + 1n : from + 1n;
  return {
    next: () => {
      const page = store.readStreamForwards(stream, next, READ_BATCH);
      switch (page.result) {
        case 'deleted':
          return { result: 'deleted' };
        case 'not-found':
          return { result: 'events', events: [], checkpoint: undefined, end: true, missing: true };
        case 'events': {
          const last = page.records.at(-1);
          if (!page.end) next = page.next;
          else if (last !== undefined) next = last.revision + 1n;
          const events = page.records.map(follow);
          return {
            result: 'events',
            events,
            checkpoint: undefined,
            end: page.end,
            missing: false,
          };
        }
      }
    },
    behind: () => Number(store.lastRevision(stream) + 1n - next),
  };
};

/** After, not at: where the record behind the one that the subscriber knows begins. */
const after = (store: Store, position: bigint): bigint => {
  const known = store.readAllForwards(position, { limit: 1, window: 1 });
  return known.last === position ? known.next : position;
};

/** All streams, after the position the subscriber knows. */
export const allSource = (context: CallContext, reading: Reading): SubscriptionSource => {
  const { store } = context;
  const { from, filter, window, checkpointInterval } = reading;
  const follow = follower(context, reading);
  const accepts = filter === undefined ? undefined : matcher(filter);
  const interval = window * checkpointInterval;
  let considered = 0;
  let next = from === 'start' ? 0n : from === 'end' ? store.end() : after(store, from);
  return {
    next: () => {
      const page = store.readAllForwards(
        next,
        accepts === undefined ? { limit: READ_BATCH } : { limit: READ_BATCH, window, accepts },
      );
      next = page.next;
      considered += page.considered;
      const due = accepts !== undefined && considered >= interval;
      if (due) considered %= interval;
      return {
        result: 'events',
        events: page.records.map(follow),
        checkpoint: due ? page.last : undefined,
        end: page.end,
        missing: false,
      };
    },
    behind: () => store.readAllForwards(next, { limit: 1_000 }).considered,
  };
};
