import type { Position, Revision, StoredEvent } from './event.ts';
import type { Instant } from './instant.ts';

/**
 * A stream that a read model or a process has set aside, because one of its events could not be
 * taken. Nothing of that event was written or done, and the later events of the stream wait their
 * turn behind it; everything else goes on. Nothing is skipped: a parked stream is told wherever a
 * figure might lack it, until it is retried.
 */
export interface ParkedStream {
  readonly stream: string;
  /** The event that could not be taken: its place, id and type. */
  readonly position: Position;
  readonly revision: Revision;
  readonly eventId: string;
  readonly eventType: string;
  /** The code of the error, or its class where it has none, and what it says. */
  readonly code: string;
  readonly message: string;
  /** When it was parked first. */
  readonly parkedAt: Instant;
  /** How often the event was tried by now, from 1. */
  readonly attempts: number;
  /** How many later events of the stream wait behind it. */
  readonly waiting: number;
  /** Whether somebody wants it tried again: its process does so as soon as it can. */
  readonly retryAsked: boolean;
}

/** What becomes of parked streams in one commit. */
export interface ParkedChanges {
  /** Streams as they are parked now, whether or not they were before. */
  readonly park: readonly ParkedStream[];
  /** Streams that are parked no more. */
  readonly release: readonly string[];
}

/** A stream as it is parked because of an event, and behind it nothing yet. */
export const parkedBy = (
  {
    stream,
    position,
    revision,
    id,
    type,
  }: Pick<StoredEvent, 'stream' | 'position' | 'revision' | 'id' | 'type'>,
  error: unknown,
  { parkedAt, attempts }: Pick<ParkedStream, 'parkedAt' | 'attempts'>,
): ParkedStream => ({
  stream,
  position,
  revision,
  eventId: id,
  eventType: type,
  ...wordsOf(error),
  parkedAt,
  attempts,
  waiting: 0,
  retryAsked: false,
});

/** Characters of a message that are kept: some errors hold whole inputs. */
const longestMessage = 1_000;

/** What an error is called, and what it says. */
const wordsOf = (error: unknown): Pick<ParkedStream, 'code' | 'message'> => {
  if (!(error instanceof Error)) return { code: 'error', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const { message } = error;
  return {
    code,
    message: message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message,
  };
};
