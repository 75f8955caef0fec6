import { type Answer, type Data, emit, over, refuse } from '../refusals.ts';
import type { Activity } from '../state.ts';

/** Calls off what was planned. */
export const cancel = ({ activityId, reason }: Data<'CancelActivity'>, state: Activity): Answer => {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'activity/not-planned' });
    case 'planned':
      return emit({ type: 'ActivityCancelled', data: { activityId, reason } });
    case 'cancelled':
      return state.reason === reason ? emit() : over(state);
    default:
      return over(state);
  }
};
