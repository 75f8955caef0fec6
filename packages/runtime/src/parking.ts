import { hasCode } from '@presales/kernel';

/**
 * Whether a failure is of the event that was at hand, so that its stream is parked and everything else
 * goes on. What a store says for itself (it is full, fenced, closed, damaged) would meet any event: it
 * is waited for, or ends the work.
 */
export const isOfEvent = (error: unknown): boolean => {
  if (ofOneEvent.some((code) => hasCode(error, code))) return true;
  return !storeCode.test(codeOf(error));
};

/** What stores say of what one event asks of them. */
const ofOneEvent = [
  'read-model/duplicate-fact',
  'read-model/invalid-row',
  'read-model/event-failed',
  'event-log/stream-deleted',
  'event-log/conflict',
  'event-log/invalid-append',
];

const storeCode = /^(read-model|event-log)\//;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
