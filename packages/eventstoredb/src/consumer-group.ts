import type { Position, StoredEvent } from '@presales/kernel';
import type { EventFilter } from '@presales/kernel/store';
import { backoff } from './backoff.ts';
import { chance } from './chance.ts';
import type { ClientRecord } from './client.ts';
import { toEventLogError } from './event-log-error.ts';
import { toStoredEvent } from './events.ts';
import { isPermanent, messageOf, partOf } from './fault.ts';
import { type LogFilter, logFilter } from './filter.ts';
import type { ConsumerGroupClient, GroupDelivery, GroupSubscription } from './group-client.ts';
import { groupOnAll, groupOnStream } from './group-source.ts';
import { type After, after, pause } from './timers.ts';

/** What becomes of an event that could not be handled. */
export type Verdict = 'retry' | 'park' | 'skip';

/** An event as a worker gets it. */
export interface GroupEvent extends Omit<StoredEvent, 'position'> {
  /** Of a group on one stream the server does not tell where its events stand in the log. */
  readonly position?: Position;
}

/** Who works on what. */
export interface ConsumerGroupOptions extends EventFilter {
  readonly client: ConsumerGroupClient;
  /** Workers of one name share the events. The filter is that of the first who ever came. */
  readonly group: string;
  /**
   * Only this stream: the group then belongs to it, and another of its name on another stream, or on
   * the whole log, is another group. It may be one of the server's streams of links, such as
   * `$ce-quotation` where the projection `$by_category` runs: then the events are given that the
   * links lead to. What the filter does not want of it is fetched, and let go unseen.
   */
  readonly stream?: string;
  /** Does the work; the event counts as done when it resolves. It must bear being given twice. */
  readonly handle: (event: GroupEvent, retries: number) => Promise<void>;
  /** What becomes of an event whose handling failed. By default it is tried again. */
  readonly onFailure?: (error: unknown, event: GroupEvent, retries: number) => Verdict;
  /** Where a new group begins. By default `start`. */
  readonly from?: 'start' | 'end';
  /** Events that this worker handles at a time. By default 10. */
  readonly inFlight?: number;
  /** After so many tries anew the server parks an event. By default 10. */
  readonly maxRetries?: number;
  /** Milliseconds after which an unanswered event is given to another worker. By default 30,000. */
  readonly timeout?: number;
  /** Streams are called `namespace.stream` on the server, as in `eventStoreDbEventLog`. */
  readonly namespace?: string;
  /** Told of each loss of the server; it is tried again for ever. */
  readonly onTrouble?: (message: string) => void;
  /** The timers; by default the machine's. */
  readonly after?: After;
}

/** A worker of a group. */
export interface ConsumerGroup {
  /**
   * Works until the signal aborts, and resolves when what is under way is done. A group that is not
   * there is made; whatever breaks the subscription, it is taken up again.
   *
   * @throws EventLogError `event-log/access-denied`
   */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Gives the parked events to the workers again. */
  readonly replayParked: () => Promise<void>;
}

/**
 * Competing workers on a persistent subscription, for side effects such as mails and calls of other
 * systems. The server remembers what is done, and shares events among the workers of a group.
 *
 * It does not promise order: events of one stream may be handled side by side, or in any order after
 * a retry. Nor does it promise "exactly once": an event whose acknowledgement was lost comes again,
 * to this worker or another, so the effect must be one that may be repeated, or be looked up by the
 * event's id. Read models need both: they follow the log by a projector instead.
 *
 * A group on one stream promises no more: its events are shared and retried all the same, so that
 * the stream's order is not that of the handling, not even with one worker and one in flight.
 */
export const consumerGroup = ({
  client,
  group,
  stream,
  handle,
  onFailure = () => 'retry',
  from = 'start',
  inFlight = 10,
  maxRetries = 10,
  timeout = 30_000,
  namespace,
  onTrouble = () => undefined,
  after: later = after,
  ...wanted
}: ConsumerGroupOptions): ConsumerGroup => {
  const prefix = namespace === undefined ? '' : `${namespace}.`;
  const filter = logFilter(wanted, prefix);
  const source =
    stream === undefined
      ? groupOnAll(client, group, filter)
      : groupOnStream(client, group, stream.startsWith('$') ? stream : prefix + stream);

  const create = async (): Promise<void> => {
    try {
      await source.create({ startFrom: from, messageTimeout: timeout, maxRetryCount: maxRetries });
    } catch (error) {
      if (partOf(error, 'type') !== 'persistent-subscription-exists') throw error;
    }
  };

  const work = async (subscription: GroupSubscription, delivery: GroupDelivery): Promise<void> => {
    let event: GroupEvent | undefined;
    try {
      event = eventOf(filter, delivery.event);
    } catch (error) {
      return subscription.nack('park', messageOf(error), delivery);
    }
    // Links that lead nowhere, and events of others: nothing is to be done.
    if (event === undefined) return subscription.ack(delivery);
    const retries = delivery.retryCount ?? 0;
    try {
      await handle(event, retries);
    } catch (error) {
      const verdict = onFailure(error, event, retries);
      return subscription.nack(verdict, messageOf(error), delivery);
    }
    return subscription.ack(delivery);
  };

  /** Works on one subscription until it breaks or is ended. */
  const session = async (signal: AbortSignal, begun: () => void): Promise<void> => {
    await create();
    if (signal.aborted) return;
    const subscription = source.subscribe(inFlight);
    const underWay = new Set<Promise<void>>();
    // Answers need the subscription: it ends when the last of them is given.
    const end = async (): Promise<void> => {
      await Promise.all(underWay);
      await subscription.unsubscribe();
    };
    const stop = (): void => void end().catch(() => undefined);
    signal.addEventListener('abort', stop);
    try {
      for await (const delivery of subscription) {
        begun();
        if (signal.aborted) continue;
        // An answer that cannot be given any more is no fault of the work: the event comes again.
        const working = work(subscription, delivery).catch(() => undefined);
        const done = working.then(() => void underWay.delete(done));
        underWay.add(done);
      }
    } finally {
      signal.removeEventListener('abort', stop);
      await Promise.all(underWay);
      stop();
    }
  };

  return {
    run: async (signal) => {
      for (let failures = 0; !signal.aborted; ) {
        try {
          await session(signal, () => {
            failures = 0;
          });
        } catch (error) {
          if (signal.aborted) return;
          if (isPermanent(error)) throw toEventLogError(error, group);
          onTrouble(messageOf(error));
        }
        failures += 1;
        if (!signal.aborted) await pause(later, backoff(failures, chance()), signal);
      }
    },
    replayParked: source.replayParked,
  };
};

/** -1 in unsigned numbers: how the server says that it does not know a position. */
const unknownPosition = 2n ** 64n - 1n;
const nowhere = { commit: 0n, prepare: 0n };

const eventOf = (filter: LogFilter, record: ClientRecord | undefined): GroupEvent | undefined => {
  const stream = record === undefined ? undefined : filter.streamOf(record);
  if (record === undefined || stream === undefined) return undefined;
  const told = record.position;
  if (told !== undefined && BigInt(told.commit) !== unknownPosition)
    return toStoredEvent(record, stream);
  const { position: _, ...event } = toStoredEvent({ ...record, position: nowhere }, stream);
  return event;
};
