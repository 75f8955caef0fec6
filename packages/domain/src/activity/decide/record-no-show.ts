import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, over, refuse } from '../refusals.ts';
import type { Activity } from '../state.ts';

/** Records that somebody did not come to an appointment, once its time has come. */
export const recordNoShow = ({ at, ...absence }: Data<'RecordNoShow'>, state: Activity): Answer => {
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
