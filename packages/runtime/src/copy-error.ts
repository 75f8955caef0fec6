import {
  type EventLog,
  PresalesError,
  type RevisionConflict,
  type StoredEvent,
} from '@presales/kernel';

/** Why a copy was refused, or is not what it should be. */
export type CopyErrorCode =
  /** The target holds events that are not the source's, or not in its order. */
  | 'copy/other-events'
  /** The source lacks the beginning of a stream, so that its revisions cannot be kept. */
  | 'copy/incomplete-source'
  /** What the target holds at the end is not what was copied. */
  | 'copy/unverified';

/** A log could not be copied as it is. What was copied until then stays. */
export class CopyError extends PresalesError {
  /** How many events the two logs share from their beginning; undefined where unknown. */
  readonly shared: number | undefined;

  constructor(code: CopyErrorCode, message: string, shared?: number, options?: ErrorOptions) {
    super(code, message, options);
    this.shared = shared;
  }
}

/** An event as an error names it. */
const namedEvent = ({ stream, revision, type, id }: StoredEvent): string =>
  `${stream} revision ${revision} (${type}, ${id})`;

/** What the target holds is not the source's beginning. */
export const otherEvents = (
  from: EventLog,
  to: EventLog,
  here: StoredEvent | undefined,
  there: StoredEvent,
  shared: number,
): CopyError => {
  const expected =
    here === undefined ? `${from.name} ends there` : `${from.name} has ${namedEvent(here)}`;
  const same =
    here !== undefined && namedEvent(here) === namedEvent(there)
      ? ' with other data, metadata or times'
      : '';
  return new CopyError(
    'copy/other-events',
    `${to.name} holds other events: after ${shared} in common it has ${namedEvent(there)}, where ${expected}${same}; nothing was copied. Copy into an empty log, or one that an earlier copy left`,
    shared,
  );
};

/**
 * An event did not fit where it belongs, although the comparison had found the target in order:
 * either somebody else writes there, or the source lacks events.
 */
export const notInPlace = (
  from: EventLog,
  to: EventLog,
  event: StoredEvent,
  conflict: RevisionConflict,
): CopyError => {
  const { actual } = conflict;
  const missing = actual === 'no-stream' || actual < event.revision;
  return new CopyError(
    missing ? 'copy/incomplete-source' : 'copy/other-events',
    missing
      ? `${from.name} lacks what came before ${namedEvent(event)}: its stream was truncated or deleted, and the revisions of a copy would not be its own`
      : `${to.name} is written to by others: ${namedEvent(event)} should come next in its stream, which is at revision ${actual}; copy into a log of its own`,
    undefined,
    { cause: conflict },
  );
};
