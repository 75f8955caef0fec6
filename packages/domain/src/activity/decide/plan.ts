import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, over, refuse } from '../refusals.ts';
import type { Activity } from '../state.ts';

/** Plans what is to be done. Planning it again in the same words changes nothing, even its new date. */
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
