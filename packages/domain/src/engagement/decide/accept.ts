import { type Answer, type Data, emit, notOpen, refuse } from '../refusals.ts';
import type { Engagement } from '../state.ts';

/** A specialist takes it on. */
export const accept = (
  { engagementId, specialistId }: Data<'AcceptEngagement'>,
  state: Engagement,
): Answer => {
  if (state.status === 'requested')
    return emit({ type: 'EngagementAccepted', data: { engagementId, specialistId } });
  if (state.status === 'absent') return notOpen(state);
  if (state.specialistId === specialistId) return emit();
  return state.status === 'accepted'
    ? refuse({ code: 'engagement/already-accepted', specialistId: state.specialistId })
    : notOpen(state);
};
