import type { Instant } from './instant.ts';
import type { Message } from './message.ts';

/** The place of an event in its stream, from 0. */
export type Revision = bigint;

/** The place of an event in the whole log: it orders, and nothing else may be read into it. */
export type Position = bigint;

/** Where the log begins: every position is greater. */
export const BEGINNING: Position = -1n;

/** Who did it, by which command, following what, and when in business time. */
export interface EventMetadata {
  /** The person or process that gave the command. */
  readonly actor: string;
  /** The command that caused the event. */
  readonly commandId: string;
  /** Shared by everything that follows from one cause. */
  readonly correlationId: string;
  /** The message that directly caused the command; the command itself where there was none. */
  readonly causationId: string;
  /** Business time; may be backdated. */
  readonly occurredAt: Instant;
  /**
   * What the command said, as a hash, so that another one under its id is told from a repetition.
   * Events from before there were fingerprints have none.
   */
  readonly fingerprint?: string;
  /** W3C trace context, where there is one. */
  readonly traceparent?: string;
}

/** An event as it is handed to a log. */
export interface NewEvent {
  /** A UUID in lower case; a repeated append is recognised by it. */
  readonly id: string;
  readonly type: string;
  /** The version of the data's schema, from 1. */
  readonly version: number;
  /** Plain JSON. */
  readonly data: object;
  readonly metadata: EventMetadata;
  /**
   * When another log recorded the event, where it is copied from there: questions about the past
   * then keep their answers. Left out, the log sets its own time. A stored event has it, so what
   * one log holds can be appended to another as it is: in order, and to a log of its own, because
   * the embedded logs never let time run backwards, and EventStoreDB cannot look.
   */
  readonly recordedAt?: Instant;
}

/** An event as it stands in a log. */
export interface StoredEvent extends NewEvent {
  readonly stream: string;
  readonly revision: Revision;
  readonly position: Position;
  /** The store's own time, monotone along the log. */
  readonly recordedAt: Instant;
}

/** A stored event whose data was brought to the present version of its schema. */
export type RecordedEvent<Event extends Message = Message> = Event extends Message
  ? Omit<StoredEvent, 'type' | 'data'> & {
      readonly type: Event['type'];
      readonly data: Event['data'];
    }
  : never;
