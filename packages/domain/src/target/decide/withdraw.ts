import { samePeriod } from '../figures/goals.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { aimsOf, type Target } from '../state.ts';

/** Takes the target of a period away; another may be set. */
export const withdraw = (
  { at: _, ...withdrawn }: Data<'WithdrawTarget'>,
  state: Target,
): Answer => {
  const { period } = withdrawn;
  if (!aimsOf(state).some((set) => samePeriod(set.period, period)))
    return refuse({ code: 'target/unknown-period', period });
  return emit({ type: 'TargetWithdrawn', data: withdrawn });
};
