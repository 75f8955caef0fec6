import type { Engagement } from '../state.ts';

/** The minutes that were spent on an engagement, corrections included. */
export const minutesSpent = (state: Engagement): number =>
  state.status === 'absent'
    ? 0
    : [...state.record.time.values()].reduce((sum, { minutes }) => sum + minutes, 0);
