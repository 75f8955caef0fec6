/**
 * What we ask of a client, structurally: `EventStoreDBClient` of @eventstore/db-client 6.2 fits,
 * and so does its successor, `KurrentDBClient` of @kurrent/kurrentdb-client. The two must never be
 * loaded into one process, because each overwrites the other's message classes; so this package
 * names neither where types are concerned, and loads the first only when it is given a connection
 * string.
 *
 * Only what behaves alike in both is used. Numbers are wrapped in `BigInt()` where they are read:
 * some versions of the successor hand out plain numbers.
 */
export interface EventStoreDbClient {
  appendToStream(
    stream: string,
    events: ClientEvent[],
    options: ClientAppendOptions,
  ): Promise<ClientAppended>;
  readStream(stream: string, options: ClientReadStreamOptions): ClientReading;
  /** In version 6.2 it has no filter: events that are not wanted come over the network too. */
  readAll(options: ClientReadAllOptions, buffer: ClientBuffer): ClientReading;
  subscribeToAll(options: ClientSubscribeOptions, buffer: ClientBuffer): ClientSubscription;
  /** Ends what is open, so that the process may end. */
  dispose(): Promise<void>;
}

/** A place in `$all`. */
export interface ClientPosition {
  commit: bigint;
  prepare: bigint;
}

/** An event to append, as `jsonEvent()` makes it, but with metadata that are JSON text already. */
export interface ClientEvent {
  id: string;
  contentType: 'application/json';
  type: string;
  data: Record<string, unknown>;
  metadata: Uint8Array;
}

/**
 * The same expectation under two names: the client reads `expectedRevision`, its successor
 * `streamState`, and each ignores the other's in silence, which would be an append without a check.
 */
export interface ClientAppendOptions {
  expectedRevision: 'no_stream' | bigint;
  streamState: 'no_stream' | bigint;
}

/**
 * What the server says of an append: the revision of its last event, and where that stands in
 * `$all`.
 */
export interface ClientAppended {
  success: boolean;
  nextExpectedRevision: bigint;
  /** Missing where the server no longer knows the place of a repeated append. */
  position?: ClientPosition | undefined;
}

type ClientDirection = 'forwards' | 'backwards';

/** How a stream is read. */
export interface ClientReadStreamOptions {
  fromRevision: 'start' | 'end' | bigint;
  direction: ClientDirection;
  maxCount: number;
}

/** How `$all` is read. */
export interface ClientReadAllOptions {
  fromPosition: 'start' | 'end' | ClientPosition;
  direction: ClientDirection;
  maxCount: number;
}

/** A regular expression in .NET's dialect. It is searched for anywhere in the name. */
export interface ClientFilter {
  filterOn: 'eventType' | 'streamName';
  regex: string;
  checkpointInterval: number;
  checkpointReached(subscription: unknown, position: ClientPosition): void;
}

/** From where, and to what in `$all`, a subscription listens. */
export interface ClientSubscribeOptions {
  fromPosition: 'start' | ClientPosition;
  filter: ClientFilter;
}

/** How much the client reads ahead of whoever reads from it. */
export interface ClientBuffer {
  highWaterMark: number;
}

/** An event that was read; both may be missing where a link leads to nothing. */
export interface ClientResolved {
  event?: ClientRecord | undefined;
  link?: ClientRecord | undefined;
}

/** An event as the server has it. */
export interface ClientRecord {
  streamId: string;
  id: string;
  revision: bigint | number;
  type: string;
  /** JSON; bytes where `isJson` is false; text where what was stored as JSON is none. */
  data: unknown;
  metadata?: unknown;
  isJson: boolean;
  created: Date;
  /** Servers before 22.6 do not tell it. */
  position?: ClientPosition | undefined;
}

/** A reading under way: a Node stream of objects; the successor's can only be iterated. */
export interface ClientReading extends AsyncIterable<ClientResolved> {
  /** The next event that has arrived; null when there is none at this moment. */
  read?(): unknown;
  on?(event: string, listener: (argument?: unknown) => void): unknown;
  cancel?(): Promise<void>;
}

/** A Node stream of objects. */
export interface ClientSubscription {
  /** The next event that has arrived; null when there is none at this moment. */
  read(): unknown;
  on(event: string, listener: (argument?: unknown) => void): unknown;
  unsubscribe?(): Promise<void>;
}
