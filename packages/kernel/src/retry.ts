import { hasCode, PresalesError } from './errors.ts';

/** How often and how fast something that failed is tried again. */
export interface RetryPolicy {
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** Milliseconds before the second try; doubled each time, and jittered between half and all. */
  readonly firstDelay: number;
  /** Milliseconds that no wait exceeds. */
  readonly longestDelay: number;
}

/** Ten tries within about two seconds. */
export const defaultRetry: RetryPolicy = { attempts: 10, firstDelay: 5, longestDelay: 500 };

/**
 * Milliseconds to wait after so many tries. `random`, a number from 0 up to 1, spreads rivals apart
 * that failed at the same moment.
 */
export const delayAfter = (
  tries: number,
  { firstDelay, longestDelay }: RetryPolicy,
  random: number,
): number => Math.min(firstDelay * 2 ** (tries - 1), longestDelay) * (0.5 + random / 2);

/**
 * A command was tried as often as the policy allows. Either other writers were faster every time
 * (`handle/contended`), or the log could not tell whether the events are stored
 * (`handle/unknown-outcome`).
 */
export class RetriesExhausted extends PresalesError {
  constructor(stream: string, attempts: number, cause: unknown) {
    const unknown = hasCode(cause, 'event-log/unknown-outcome');
    super(
      unknown ? 'handle/unknown-outcome' : 'handle/contended',
      unknown
        ? `${stream}: after ${attempts} tries nobody can tell whether the events are stored; ask again with the same command id; the last cause: ${wordsOf(cause)}`
        : `${stream}: other writers were faster ${attempts} times; nothing was stored`,
      { cause },
    );
  }
}

/** The message of the innermost cause: the errors around it only say that nobody can tell. */
const wordsOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause === undefined ? cause.message : wordsOf(cause.cause);
};
