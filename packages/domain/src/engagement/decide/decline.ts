import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import { end } from '../rules/at-work.ts';
import type { Engagement } from '../state.ts';

/** Presales cannot take the work on. */
export const decline = (
  { engagementId, reason }: Data<'DeclineEngagement'>,
  state: Engagement,
): Answer => {
  const declined = { type: 'EngagementDeclined', data: { engagementId, reason } } as const;
  if (state.status === 'requested') return emit(declined);
  if (state.status === 'accepted')
    return refuse({ code: 'engagement/already-accepted', specialistId: state.specialistId });
  return end(state, declined, { refusal: notOpen(state) });
};
