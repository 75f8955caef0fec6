import { v5 } from 'uuid';

/** Our namespace for event ids; it may never change, or retried appends would be doubled. */
const namespace = 'a9f0c6de-5c0b-5d7c-9f0e-6b1f5a0f4a11';

/**
 * The id of the event at `index` among those that a command emits into a stream: UUIDv5 of the three,
 * so that a retried command brings the same ids and the log knows them again. The stream is part of
 * it because one request may give one command id to several aggregates.
 */
export const eventId = (stream: string, commandId: string, index: number): string =>
  v5(JSON.stringify({ stream, commandId, index }), namespace);

/** A command id that follows from what caused the command: redelivery asks the same thing again. */
export const derivedId = (...parts: readonly (string | number)[]): string =>
  v5(JSON.stringify(parts), namespace);
