import { hasCode, type RetryPolicy } from '@presales/kernel';
import { defaultRetry } from '@presales/kernel/store';

/**
 * Waits of a twentieth of a second at first and a second at most, so that a store that comes back
 * is soon noticed.
 */
export const storeRetry: RetryPolicy = { ...defaultRetry, firstDelay: 50, longestDelay: 1_000 };

/** Whether another instance was faster, so that what this one holds is stale. */
export const isFenced = (error: unknown): boolean => hasCode(error, 'read-model/fenced');

/** Faults that may pass although nobody changes the program or its data. */
const passing = ['busy', 'full', 'unavailable'].flatMap((fault) => [
  `event-log/${fault}`,
  `read-model/${fault}`,
]);

/** Whether a failure of a store may pass. */
export const isPassing = (error: unknown): boolean => passing.some((code) => hasCode(error, code));

/**
 * Failures of a command after which it can be given again: its answer is not known yet, or other
 * writers were faster.
 */
const unsettled = ['handle/contended', 'handle/unknown-outcome', 'handle/answer-lost'];

/**
 * Whether what failed may be tried again: a store that fails for now, or a command without an
 * answer.
 */
export const isUnsettled = (error: unknown): boolean =>
  isPassing(error) || unsettled.some((code) => hasCode(error, code));
