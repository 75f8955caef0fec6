import { type Answer, type Data, emit, notOpen } from '../refusals.ts';
import { end } from '../rules/at-work.ts';
import type { Engagement } from '../state.ts';

/** The work is no longer needed. */
export const cancel = (
  { engagementId, reason }: Data<'CancelEngagement'>,
  state: Engagement,
): Answer => {
  const cancelled = { type: 'EngagementCancelled', data: { engagementId, reason } } as const;
  if (state.status === 'requested' || state.status === 'accepted') return emit(cancelled);
  return end(state, cancelled, { refusal: notOpen(state) });
};
