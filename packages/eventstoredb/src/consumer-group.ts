import type { EventFilter, StoredEvent } from '@presales/kernel';
import { backoff } from './backoff.ts';
import { chance } from './chance.ts';
import type { ClientFilter, ClientResolved } from './client.ts';
import { toStoredEvent } from './events.ts';
import { eventLogError, isPermanent, messageOf, partOf } from './fault.ts';
import { type LogFilter, logFilter } from './filter.ts';
import { type After, after, pause } from './timers.ts';

/** What a consumer group asks of a client, structurally: that of @eventstore/db-client 6.2 fits. */
export interface ConsumerGroupClient {
  createPersistentSubscriptionToAll(
    group: string,
    settings: ConsumerGroupSettings,
    options: { filter: ClientFilter },
  ): Promise<void>;
  subscribeToPersistentSubscriptionToAll(
    group: string,
    options: { bufferSize: number },
  ): GroupSubscription;
  replayParkedMessagesToAll(group: string): Promise<void>;
}

/** How the server treats the group, as the client has it. */
export interface ConsumerGroupSettings {
  startFrom: 'start' | 'end';
  resolveLinkTos: boolean;
  extraStatistics: boolean;
  messageTimeout: number;
  maxRetryCount: number;
  checkPointAfter: number;
  checkPointLowerBound: number;
  checkPointUpperBound: number;
  maxSubscriberCount: 'unbounded' | number;
  liveBufferSize: number;
  readBatchSize: number;
  historyBufferSize: number;
  consumerStrategyName: string;
}

/** An event that the group was given, and how often before. */
export interface GroupDelivery extends ClientResolved {
  retryCount?: number | undefined;
}

/** A subscription of one worker. */
export interface GroupSubscription extends AsyncIterable<GroupDelivery> {
  ack(...events: GroupDelivery[]): Promise<void>;
  nack(
    action: 'park' | 'retry' | 'skip',
    reason: string,
    ...events: GroupDelivery[]
  ): Promise<void>;
  unsubscribe(): Promise<void>;
}

/** What becomes of an event that could not be handled. */
export type Verdict = 'retry' | 'park' | 'skip';

/** Who works on what. */
export interface ConsumerGroupOptions extends EventFilter {
  readonly client: ConsumerGroupClient;
  /** Workers of one name share the events. The filter is that of the first who ever came. */
  readonly group: string;
  /** Does the work; the event counts as done when it resolves. It must bear being given twice. */
  readonly handle: (event: StoredEvent, retries: number) => Promise<void>;
  /** What becomes of an event whose handling failed. By default it is tried again. */
  readonly onFailure?: (error: unknown, event: StoredEvent, retries: number) => Verdict;
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
 */
export const consumerGroup = ({
  client,
  group,
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
  const filter = logFilter(wanted, namespace === undefined ? '' : `${namespace}.`);

  const create = async (): Promise<void> => {
    try {
      await client.createPersistentSubscriptionToAll(
        group,
        { ...settings, startFrom: from, messageTimeout: timeout, maxRetryCount: maxRetries },
        { filter: { ...filter.server, checkpointInterval: 1, checkpointReached: () => undefined } },
      );
    } catch (error) {
      if (partOf(error, 'type') !== 'persistent-subscription-exists') throw error;
    }
  };

  const work = async (subscription: GroupSubscription, delivery: GroupDelivery): Promise<void> => {
    let event: StoredEvent | undefined;
    try {
      event = eventOf(filter, delivery);
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
    const subscription = client.subscribeToPersistentSubscriptionToAll(group, {
      bufferSize: inFlight,
    });
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
          if (isPermanent(error)) throw eventLogError(group, error);
          onTrouble(messageOf(error));
        }
        failures += 1;
        if (!signal.aborted) await pause(later, backoff(failures, chance()), signal);
      }
    },
    replayParked: () => client.replayParkedMessagesToAll(group),
  };
};

/** The server's own defaults, as the client spells them. */
const settings = {
  resolveLinkTos: false,
  extraStatistics: false,
  checkPointAfter: 2_000,
  checkPointLowerBound: 10,
  checkPointUpperBound: 1_000,
  maxSubscriberCount: 'unbounded',
  liveBufferSize: 500,
  readBatchSize: 20,
  historyBufferSize: 500,
  consumerStrategyName: 'RoundRobin',
} as const;

const eventOf = (filter: LogFilter, { event }: GroupDelivery): StoredEvent | undefined => {
  const stream = event === undefined ? undefined : filter.streamOf(event);
  return event === undefined || stream === undefined ? undefined : toStoredEvent(event, stream);
};
