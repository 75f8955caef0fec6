import type { Position, StoredEvent } from '@presales/kernel';
import type { EventFilter } from '@presales/kernel/store';
import type { ConsumerGroupClient } from './group-client.ts';
import type { After } from './timers.ts';

/** What becomes of an event that could not be handled: tried again, set aside, or let go. */
export type Verdict = 'retry' | 'park' | 'skip';

/** An event as a worker gets it. */
export interface GroupEvent extends Omit<StoredEvent, 'position'> {
  /** Of a group on one stream the server does not tell where its events stand in the log. */
  readonly position?: Position;
}

/** Which events a group of workers handles, and how. */
export interface ConsumerGroupOptions extends EventFilter {
  readonly client: ConsumerGroupClient;
  /**
   * Workers of one group share its events. The filter is that of the first worker there ever was.
   */
  readonly group: string;
  /**
   * Only the events of this stream. The group then belongs to the stream: one of the same name on
   * another stream, or on the whole log, is another group. The stream may be one of the server's
   * streams of links, such as `$ce-quotation` where the projection `$by_category` runs; the workers
   * then get the events that the links lead to. Events that the filter does not want are fetched
   * and acknowledged without being handled.
   */
  readonly stream?: string;
  /** Handles an event, which counts as done when this resolves. It must be idempotent. */
  readonly handle: (event: GroupEvent, retries: number) => Promise<void>;
  /** What becomes of an event whose handling failed. By default it is tried again. */
  readonly onFailure?: (error: unknown, event: GroupEvent, retries: number) => Verdict;
  /** Where a new group begins. By default `start`. */
  readonly from?: 'start' | 'end';
  /** Events that this worker handles at a time. By default 10. */
  readonly inFlight?: number;
  /** After so many further tries the server parks an event. By default 10. */
  readonly maxRetries?: number;
  /** Milliseconds after which an unanswered event is given to another worker. By default 30,000. */
  readonly timeout?: number;
  /** Streams are called `namespace.stream` on the server, as in `eventStoreDbEventLog`. */
  readonly namespace?: string;
  /** Called whenever the server is lost. It is tried again for ever. */
  readonly onTrouble?: (message: string) => void;
  /** The timers; by default the machine's. */
  readonly after?: After;
}
