import { type Answer, type Data, emit, over, refuse } from '../refusals.ts';
import type { Activity } from '../state.ts';

/** Moves what was planned to another time. */
export const reschedule = (
  { activityId, dueAt: to, reason }: Data<'RescheduleActivity'>,
  state: Activity,
): Answer => {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'activity/not-planned' });
    case 'planned':
      return state.dueAt === to
        ? emit()
        : emit({
            type: 'ActivityRescheduled',
            data: {
              activityId,
              from: state.dueAt,
              to,
              ...(reason === undefined ? {} : { reason }),
            },
          });
    default:
      return over(state);
  }
};
