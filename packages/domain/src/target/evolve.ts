import type { Of } from '@presales/kernel';
import { withDated } from '../shared/dated.ts';
import type { TargetEvent } from './events.ts';
import { samePeriod } from './figures/goals.ts';
import { aimsOf, type PeriodAims, type Target } from './state.ts';

/** The state after one more event. An event that cannot have happened changes nothing. */
export const evolve = (state: Target, event: TargetEvent): Target => {
  const aims = aimsOf(state);
  const { period } = event.data;
  switch (event.type) {
    case 'TargetSet': {
      const { goal, stretch } = event.data;
      return { status: 'set', aims: [...aims, { period, set: { goal, stretch }, revisions: [] }] };
    }
    case 'TargetRevised':
      return {
        status: 'set',
        aims: aims.map((set) => (samePeriod(set.period, period) ? revised(set, event.data) : set)),
      };
    case 'TargetWithdrawn':
      return { status: 'set', aims: aims.filter((set) => !samePeriod(set.period, period)) };
  }
};

const revised = (
  aims: PeriodAims,
  { to: goal, stretch, ...data }: Of<TargetEvent, 'TargetRevised'>['data'],
): PeriodAims => {
  const { period, revisions } = aims;
  // Revisions written before such days were recorded replaced the goal before them.
  const { effectiveFrom = revisions.at(-1)?.effectiveFrom ?? period.start } = data;
  return { ...aims, revisions: withDated(revisions, { effectiveFrom, goal, stretch }) };
};
