import { type Answer, type Data, emit, over, refuse } from '../refusals.ts';
import type { Activity } from '../state.ts';

/** Takes back what was recorded as done by mistake. The record stays, but no longer counts. */
export const voidActivity = (
  { activityId, reason }: Data<'VoidActivity'>,
  state: Activity,
): Answer => {
  switch (state.status) {
    case 'absent':
    case 'planned':
      return refuse({ code: 'activity/not-completed' });
    case 'completed':
      return emit({ type: 'ActivityVoided', data: { activityId, reason } });
    case 'voided':
      return state.reason === reason ? emit() : over(state);
    default:
      return over(state);
  }
};
