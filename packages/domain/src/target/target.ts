import {
  type Aggregate,
  addDays,
  aggregate,
  type CurrencyCode,
  compareMoney,
  type Decision,
  decisions,
  type LocalDate,
  localDate,
  type Of,
} from '@presales/kernel';
import { withDated } from '../shared/dated.ts';
import { TargetCommand } from './commands.ts';
import {
  TargetEvent,
  type TargetGoal,
  type TargetHolder,
  type TargetMetric,
  type TargetPeriod,
} from './events.ts';
import {
  type Aim,
  aimOn,
  lastAim,
  overlap,
  type PeriodAims,
  sameAim,
  samePeriod,
  unitOf,
} from './figures/goals.ts';

/** What the targets of one holder for one metric are: aims for each period, none overlapping. */
export type Target =
  | { readonly status: 'absent' }
  | { readonly status: 'set'; readonly aims: readonly PeriodAims[] };

/** Why a target's command is refused. */
export type TargetRefusal =
  /** Value and margin are counted in money, the rest in numbers. */
  | { readonly code: 'target/unit-unfit'; readonly expected: TargetGoal['in'] }
  /** A stretch is in the currency of its goal. */
  | { readonly code: 'target/other-currency'; readonly currency: CurrencyCode }
  /** A stretch is the goal at least. */
  | { readonly code: 'target/stretch-below-goal' }
  /** A target for this or an overlapping period is set already, with another goal. */
  | { readonly code: 'target/overlaps'; readonly period: TargetPeriod }
  /** Only a period that was set can be revised or withdrawn. */
  | { readonly code: 'target/unknown-period'; readonly period: TargetPeriod }
  /** A revision takes effect on a day of its period. */
  | { readonly code: 'target/outside-period'; readonly period: TargetPeriod }
  /** Revisions look ahead; one that takes effect on a day that is over names who approved it. */
  | { readonly code: 'target/approval-needed'; readonly effectiveFrom: LocalDate };

const evolve = (state: Target, event: TargetEvent): Target => {
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
  // What was written before there were such days took the place of the goal before.
  const { effectiveFrom = revisions.at(-1)?.effectiveFrom ?? period.start } = data;
  return { ...aims, revisions: withDated(revisions, { effectiveFrom, goal, stretch }) };
};

const aimsOf = (state: Target): readonly PeriodAims[] => (state.status === 'set' ? state.aims : []);

const decide = (command: TargetCommand, state: Target): Answer => {
  switch (command.type) {
    case 'SetTarget':
      return set(command.data, state);
    case 'ReviseTarget':
      return revise(command.data, state);
    case 'WithdrawTarget':
      return withdraw(command.data, state);
  }
};

/**
 * The id of a holder's targets for a metric: `person/anna/sales-value`, `team/north/activities`,
 * `person/anna/activities/visit`. The metric is read from the end, so no two share an id.
 */
export const targetIdOf = (holder: TargetHolder, metric: TargetMetric): string =>
  [
    holder.kind,
    holder.id,
    metric.of,
    ...(metric.of === 'activities' && metric.kind !== undefined ? [metric.kind] : []),
  ].join('/');

/** What a person or a team is to reach (S15, S54, S55), period by period. */
export const target: Aggregate<TargetCommand, Target, TargetEvent, TargetRefusal> = aggregate({
  category: 'target',
  commands: TargetCommand,
  events: TargetEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  identify: ({ data }) => targetIdOf(data.holder, data.metric),
});

type Answer = Decision<TargetEvent, TargetRefusal>;
type Data<Type extends TargetCommand['type']> = Of<TargetCommand, Type>['data'];
const { emit, refuse } = decisions<TargetEvent, TargetRefusal>();

function set({ at: _, ...target }: Data<'SetTarget'>, state: Target): Answer {
  const { metric, period, goal, stretch } = target;
  const misfit = misfitOf(metric, { goal, stretch });
  if (misfit !== undefined) return refuse(misfit);
  const other = aimsOf(state).find((set) => overlap(set.period, period));
  if (other === undefined) return emit({ type: 'TargetSet', data: target });
  return samePeriod(other.period, period) && sameAim(lastAim(other), { goal, stretch })
    ? emit()
    : refuse({ code: 'target/overlaps', period: other.period });
}

function revise(
  { at, zone = 'UTC', goal: to, ...revised }: Data<'ReviseTarget'>,
  state: Target,
): Answer {
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
}

function withdraw({ at: _, ...withdrawn }: Data<'WithdrawTarget'>, state: Target): Answer {
  const { period } = withdrawn;
  if (!aimsOf(state).some((set) => samePeriod(set.period, period)))
    return refuse({ code: 'target/unknown-period', period });
  return emit({ type: 'TargetWithdrawn', data: withdrawn });
}

/** The day itself when the period has it, else the day of the period nearest to it. */
const nearestDay = ({ start, end }: TargetPeriod, day: LocalDate): LocalDate => {
  if (day < start) return start;
  return day < end ? day : addDays(end, -1);
};

/** What keeps a goal and its stretch from being aimed at for a metric. */
const misfitOf = (metric: TargetMetric, { goal, stretch }: Aim): TargetRefusal | undefined => {
  const expected = unitOf(metric);
  if (goal.in !== expected || (stretch !== undefined && stretch.in !== expected))
    return { code: 'target/unit-unfit', expected };
  if (goal.in === 'count' && stretch?.in === 'count' && stretch.count < goal.count)
    return { code: 'target/stretch-below-goal' };
  if (goal.in === 'money' && stretch?.in === 'money') {
    const { currency } = stretch.amount;
    if (currency !== goal.amount.currency) return { code: 'target/other-currency', currency };
    if (compareMoney(stretch.amount, goal.amount) < 0) return { code: 'target/stretch-below-goal' };
  }
  return undefined;
};
