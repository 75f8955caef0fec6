import { lastAim, sameAim, samePeriod } from '../figures/goals.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { misfitOf } from '../rules/misfit.ts';
import { aimsOf, type Target } from '../state.ts';

/** Sets a goal for a period that has none, whatever others it overlaps (B42). */
export const set = ({ at: _, ...target }: Data<'SetTarget'>, state: Target): Answer => {
  const { metric, period, goal, stretch } = target;
  const misfit = misfitOf(metric, { goal, stretch });
  if (misfit !== undefined) return refuse(misfit);
  const present = aimsOf(state).find((set) => samePeriod(set.period, period));
  if (present === undefined) return emit({ type: 'TargetSet', data: target });
  return sameAim(lastAim(present), { goal, stretch })
    ? emit()
    : refuse({ code: 'target/already-set', period });
};
