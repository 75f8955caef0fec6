import { defaultRetry, hasCode, type RetryPolicy } from '@presales/kernel';

/** Waits of a twentieth of a second at first and a second at most, so that a store that comes back is soon noticed. */
export const storeRetry: RetryPolicy = { ...defaultRetry, firstDelay: 50, longestDelay: 1_000 };

/** Another instance was faster; what this one holds is stale. */
export const isFenced = (error: unknown): boolean => hasCode(error, 'read-model/fenced');

/** Faults that pass without anybody changing the program or its data. */
const passing = ['busy', 'full', 'unavailable'].flatMap((fault) => [
  `event-log/${fault}`,
  `read-model/${fault}`,
]);

export const isPassing = (error: unknown): boolean => passing.some((code) => hasCode(error, code));

/** Commands whose answer is not known yet, or that others were too fast for: asked again. */
const unsettled = ['handle/contended', 'handle/unknown-outcome', 'handle/answer-lost'];

export const isUnsettled = (error: unknown): boolean =>
  isPassing(error) || unsettled.some((code) => hasCode(error, code));
