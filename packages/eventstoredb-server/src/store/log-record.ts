/** One event as the log keeps it. */
export interface LogRecord {
  /** Lower-case text of the UUID. */
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  /** The commit position and the prepare position, which are always equal here. */
  readonly position: bigint;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Milliseconds since 1970. */
  readonly created: number;
}

/** One event as a writer proposes it. */
export type ProposedEvent = Pick<LogRecord, 'id' | 'type' | 'isJson' | 'data' | 'metadata'>;

/** What a writer expects of a stream: the exact revision of its last event, or something looser. */
export type Expected = 'any' | 'no-stream' | 'stream-exists' | bigint;

/** An event as it is delivered: the link that led to it, if any, and the event unless it is gone. */
export interface ResolvedRecord {
  readonly event: LogRecord | undefined;
  readonly link: LogRecord | undefined;
}

/** The record whose place counts: the link, where there is one. */
export const originalOf = ({ event, link }: ResolvedRecord): LogRecord | undefined => link ?? event;

/** The revision of a tombstone: the greatest 64-bit integer (`EventNumber.DeletedStream`). */
export const TOMBSTONE = 9_223_372_036_854_775_807n;

/** The stream that holds the metadata of a stream. */
export const metadataStreamOf = (stream: string): string => `$$${stream}`;

/** The stream whose metadata this one holds; undefined for a stream that holds no metadata. */
export const describedBy = (stream: string): string | undefined =>
  stream.startsWith('$$') ? stream.slice(2) : undefined;
