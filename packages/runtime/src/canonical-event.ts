import { createHash } from 'node:crypto';
import { EventLogError, type Instant, PresalesError, type StoredEvent } from '@presales/kernel';
import { inOrder } from '@presales/kernel/store';

/** The events of a log in one form, whatever store they come from, and a hash over all of them. */
export interface CanonicalEvents {
  /**
   * The next event of the log, in global order, as canonical JSON.
   *
   * @throws EventLogError `event-log/corrupt` for one that is nested without measure, as no log takes it
   */
  readonly add: (event: StoredEvent) => string;
  /** How many there were. */
  readonly count: () => number;
  /**
   * The SHA-256 over all of them, one a line, in hexadecimal. Nothing can be added once it was
   * asked for.
   */
  readonly hash: () => string;
}

/**
 * Canonical events, one after the other. The position is not part of them, because it is the
 * store's own; everything else is. The time of recording is the latest so far: a cluster's clock
 * may step back where its leader changes, and embedded logs do not follow it there.
 */
export const canonicalEvents = (): CanonicalEvents => {
  const hash = createHash('sha256');
  let latest: Instant = '';
  let count = 0;
  return {
    add: (event) => {
      if (event.recordedAt > latest) latest = event.recordedAt;
      const text = canonicalText(event, latest);
      hash.update(text).update('\n');
      count += 1;
      return text;
    },
    count: () => count,
    hash: () => hash.digest('hex'),
  };
};

const canonicalText = (
  { stream, revision, position, id, type, version, data, metadata }: StoredEvent,
  recordedAt: Instant,
): string => {
  try {
    return JSON.stringify({
      stream,
      revision: String(revision),
      id,
      type,
      version,
      data: inOrder(data),
      metadata: inOrder(metadata),
      recordedAt,
    });
  } catch (cause) {
    if (!(cause instanceof PresalesError)) throw cause;
    throw new EventLogError(
      'event-log/corrupt',
      `the event at position ${position} (${stream}, revision ${revision}, ${type}) is as no log would take it: ${cause.message}`,
      { cause },
    );
  }
};
