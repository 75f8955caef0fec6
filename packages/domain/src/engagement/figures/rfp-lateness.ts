import type { Instant } from '@presales/kernel';
import type { Engagement } from '../state.ts';

/**
 * Whether the answer to a request is late as of an instant: it was submitted after it was due, or is
 * due before and neither submitted nor declined.
 */
export const isRfpLate = (state: Engagement, asOf: Instant): boolean => {
  if (state.status === 'absent' || state.rfp === undefined) return false;
  const { late, dueAt } = state.rfp;
  if (late !== undefined) return late;
  return state.ending === undefined && asOf > dueAt;
};
