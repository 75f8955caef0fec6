import { createHash } from 'node:crypto';
import type { Instant, StoredEvent } from '@presales/kernel';
import { inOrder } from '@presales/kernel/store';

/** The events of a log in one form, whatever store they come from, and a hash over all of them. */
export interface CanonicalEvents {
  /** The next event of the log, in global order, as canonical JSON. */
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
    add: ({ stream, revision, id, type, version, data, metadata, recordedAt }) => {
      if (recordedAt > latest) latest = recordedAt;
      const text = JSON.stringify({
        stream,
        revision: String(revision),
        id,
        type,
        version,
        data: inOrder(data),
        metadata: inOrder(metadata),
        recordedAt: latest,
      });
      hash.update(text).update('\n');
      count += 1;
      return text;
    },
    count: () => count,
    hash: () => hash.digest('hex'),
  };
};
