import { same } from '../../shared/same.ts';
import type { Activity } from '../activity.ts';
import { type Answer, type Data, emit, over, refuse } from '../refusals.ts';

/** Something is to be done. Planned again in the same words it stands, though it was put off. */
export const plan = ({ at: _, ...plan }: Data<'PlanActivity'>, state: Activity): Answer => {
  switch (state.status) {
    case 'absent':
      return emit({ type: 'ActivityPlanned', data: plan });
    case 'planned':
      return same(state.plan, plan) ? emit() : refuse({ code: 'activity/already-planned' });
    default:
      return over(state);
  }
};

/** It is to be done at another time. */
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

/** It will not be done. */
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

/** Its hour has come, and the customer, or we, did not. */
export const noShow = ({ at, ...absence }: Data<'RecordNoShow'>, state: Activity): Answer => {
  switch (state.status) {
    case 'absent':
      return refuse({ code: 'activity/not-planned' });
    case 'planned':
      return at < state.dueAt
        ? refuse({ code: 'activity/not-due', dueAt: state.dueAt })
        : emit({ type: 'ActivityNoShow', data: absence });
    case 'no-show':
      return same(state.noShow, absence) ? emit() : over(state);
    default:
      return over(state);
  }
};
