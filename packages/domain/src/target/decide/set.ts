import { lastAim, overlap, sameAim, samePeriod } from '../figures/goals.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { misfitOf } from '../rules/misfit.ts';
import { aimsOf, type Target } from '../state.ts';

/** Sets a goal for a period that has none. */
export const set = ({ at: _, ...target }: Data<'SetTarget'>, state: Target): Answer => {
  const { metric, period, goal, stretch } = target;
  const misfit = misfitOf(metric, { goal, stretch });
  if (misfit !== undefined) return refuse(misfit);
  const other = aimsOf(state).find((set) => overlap(set.period, period));
  if (other === undefined) return emit({ type: 'TargetSet', data: target });
  return samePeriod(other.period, period) && sameAim(lastAim(other), { goal, stretch })
    ? emit()
    : refuse({ code: 'target/overlaps', period: other.period });
};
