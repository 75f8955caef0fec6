import { addDays, type LocalDate, localDate } from '@presales/kernel';
import { aimOn, sameAim, samePeriod } from '../figures/goals.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { misfitOf } from '../rules/misfit.ts';
import { aimsOf, type Target } from '../state.ts';
import type { TargetPeriod } from '../vocabulary.ts';

/** Changes the goal of a period from a day on. */
export const revise = (
  { at, zone = 'UTC', goal: to, ...revised }: Data<'ReviseTarget'>,
  state: Target,
): Answer => {
  const { metric, period, stretch, approvedBy } = revised;
  const misfit = misfitOf(metric, { goal: to, stretch });
  if (misfit !== undefined) return refuse(misfit);
  const present = aimsOf(state).find((set) => samePeriod(set.period, period));
  if (present === undefined) return refuse({ code: 'target/unknown-period', period });
  const today = localDate(at, zone);
  const { effectiveFrom = nearestDay(period, today) } = revised;
  if (effectiveFrom < period.start || effectiveFrom >= period.end)
    return refuse({ code: 'target/outside-period', period });
  const before = aimOn(present, effectiveFrom);
  if (sameAim(before, { goal: to, stretch })) return emit();
  if (effectiveFrom < today && approvedBy === undefined)
    return refuse({ code: 'target/approval-needed', effectiveFrom });
  return emit({
    type: 'TargetRevised',
    data: { ...revised, from: before.goal, to, effectiveFrom },
  });
};

/** The day itself when the period has it, else the day of the period nearest to it. */
const nearestDay = ({ start, end }: TargetPeriod, day: LocalDate): LocalDate => {
  if (day < start) return start;
  return day < end ? day : addDays(end, -1);
};
