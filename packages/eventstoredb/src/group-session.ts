import type { ClientRecord } from './client.ts';
import { toStoredEvent } from './events.ts';
import { messageOf, partOf } from './fault.ts';
import type { LogFilter } from './filter.ts';
import type { GroupDelivery, GroupSubscription } from './group-client.ts';
import type { ConsumerGroupOptions, GroupEvent } from './group-options.ts';
import type { GroupSource } from './group-source.ts';

/** Works on the subscriptions of one worker, one after the other. */
export class GroupSession {
  readonly #options: ConsumerGroupOptions;
  readonly #source: GroupSource;
  readonly #filter: LogFilter;

  constructor(options: ConsumerGroupOptions, source: GroupSource, filter: LogFilter) {
    this.#options = options;
    this.#source = source;
    this.#filter = filter;
  }

  /** Works on one subscription until it breaks or is ended; `begun` is called for each event. */
  async run(signal: AbortSignal, begun: () => void): Promise<void> {
    const { inFlight = 10 } = this.#options;
    await this.#create();
    if (signal.aborted) return;
    const subscription = this.#source.subscribe(inFlight);
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
        // When an answer can no longer be given, the work is not at fault: the event comes again.
        const working = this.#answer(subscription, delivery).catch(() => undefined);
        const done = working.then(() => void underWay.delete(done));
        underWay.add(done);
      }
    } finally {
      signal.removeEventListener('abort', stop);
      await Promise.all(underWay);
      stop();
    }
  }

  /** Creates the group, unless it exists. */
  async #create(): Promise<void> {
    const { from = 'start', timeout = 30_000, maxRetries = 10 } = this.#options;
    try {
      await this.#source.create({
        startFrom: from,
        messageTimeout: timeout,
        maxRetryCount: maxRetries,
      });
    } catch (error) {
      if (partOf(error, 'type') !== 'persistent-subscription-exists') throw error;
    }
  }

  /** Handles one event, and tells the server what came of it. */
  async #answer(subscription: GroupSubscription, delivery: GroupDelivery): Promise<void> {
    const { handle, onFailure = () => 'retry' } = this.#options;
    let event: GroupEvent | undefined;
    try {
      event = eventOf(this.#filter, delivery.event);
    } catch (error) {
      return subscription.nack('park', messageOf(error), delivery);
    }
    // For links that lead nowhere, and events that are not wanted, there is nothing to do.
    if (event === undefined) return subscription.ack(delivery);
    const retries = delivery.retryCount ?? 0;
    try {
      await handle(event, retries);
    } catch (error) {
      const verdict = onFailure(error, event, retries);
      return subscription.nack(verdict, messageOf(error), delivery);
    }
    return subscription.ack(delivery);
  }
}

/** -1 as an unsigned number: the server says by it that it does not know a position. */
const unknownPosition = 2n ** 64n - 1n;
const nowhere = { commit: 0n, prepare: 0n };

/** A delivery as a worker gets it; undefined for what the group does not want. */
const eventOf = (filter: LogFilter, record: ClientRecord | undefined): GroupEvent | undefined => {
  const stream = record === undefined ? undefined : filter.streamOf(record);
  if (record === undefined || stream === undefined) return undefined;
  const told = record.position;
  if (told !== undefined && BigInt(told.commit) !== unknownPosition)
    return toStoredEvent(record, stream);
  const { position: _, ...event } = toStoredEvent({ ...record, position: nowhere }, stream);
  return event;
};
