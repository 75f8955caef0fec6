import { PresalesError, type StoredEvent } from '@presales/kernel';

/** Why a copy was refused, or is not what it should be. */
export type CopyErrorCode =
  /** The target holds events that are not the source's, or not in its order. */
  | 'copy/other-events'
  /** The source lacks the beginning of a stream, so that its revisions cannot be kept. */
  | 'copy/incomplete-source'
  /** What the target holds at the end is not what was copied. */
  | 'copy/unverified';

/** A log could not be copied as it is. What was copied before stays. */
export class CopyError extends PresalesError {
  /** How many events the two logs have in common from the beginning on; undefined where unknown. */
  readonly shared: number | undefined;

  constructor(code: CopyErrorCode, message: string, shared?: number, options?: ErrorOptions) {
    super(code, message, options);
    this.shared = shared;
  }
}

/** An event as an error names it. */
export const namedEvent = ({ stream, revision, type, id }: StoredEvent): string =>
  `${stream} revision ${revision} (${type}, ${id})`;
