import type { Instant } from '@presales/kernel';
import type { Engagement } from '../state.ts';

/**
 * Whether the answer to a request for proposal is late as of an instant: it was submitted after it
 * was due, or it was due before that instant and has been neither submitted nor declined.
 */
export const isRfpLate = (state: Engagement, asOf: Instant): boolean => {
  if (state.status === 'absent' || state.record.rfp === undefined) return false;
  const { late, dueAt } = state.record.rfp;
  if (late !== undefined) return late;
  const isOver = state.status !== 'requested' && state.status !== 'accepted';
  return !isOver && asOf > dueAt;
};
