import { type Aggregate, aggregate, type Decision, decisions, type Of } from '@presales/kernel';
import { sameMoney } from '../shared/same-money.ts';
import { TargetCommand } from './commands.ts';
import {
  TargetEvent,
  type TargetGoal,
  type TargetHolder,
  type TargetMetric,
  type TargetPeriod,
} from './events.ts';

/** A period and what is to be reached in it. */
export interface PeriodGoal {
  readonly period: TargetPeriod;
  readonly goal: TargetGoal;
}

/** What the targets of one holder for one metric are: a goal for each period, none overlapping. */
export type Target =
  | { readonly status: 'absent' }
  | { readonly status: 'set'; readonly goals: readonly PeriodGoal[] };

/** Why a target's command is refused. */
export type TargetRefusal =
  /** Value and margin are counted in money, the rest in numbers. */
  | { readonly code: 'target/unit-unfit'; readonly expected: TargetGoal['in'] }
  /** A target for this or an overlapping period is set already, with another goal. */
  | { readonly code: 'target/overlaps'; readonly period: TargetPeriod }
  /** Only a period that was set can be revised. */
  | { readonly code: 'target/unknown-period'; readonly period: TargetPeriod };

const evolve = (state: Target, event: TargetEvent): Target => {
  const goals = state.status === 'set' ? state.goals : [];
  const { period } = event.data;
  switch (event.type) {
    case 'TargetSet':
      return { status: 'set', goals: [...goals, { period, goal: event.data.goal }] };
    case 'TargetRevised': {
      const goal = event.data.to;
      return {
        status: 'set',
        goals: goals.map((set) => (samePeriod(set.period, period) ? { period, goal } : set)),
      };
    }
  }
};

const decide = (command: TargetCommand, state: Target): Answer => {
  switch (command.type) {
    case 'SetTarget':
      return set(command.data, state);
    case 'ReviseTarget':
      return revise(command.data, state);
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
  const { metric, period, goal } = target;
  const expected = unitOf(metric);
  if (goal.in !== expected) return refuse({ code: 'target/unit-unfit', expected });
  const goals = state.status === 'set' ? state.goals : [];
  const other = goals.find((set) => overlap(set.period, period));
  if (other === undefined) return emit({ type: 'TargetSet', data: target });
  return samePeriod(other.period, period) && sameGoal(other.goal, goal)
    ? emit()
    : refuse({ code: 'target/overlaps', period: other.period });
}

function revise({ at: _, goal: to, ...revised }: Data<'ReviseTarget'>, state: Target): Answer {
  const { metric, period } = revised;
  const expected = unitOf(metric);
  if (to.in !== expected) return refuse({ code: 'target/unit-unfit', expected });
  const goals = state.status === 'set' ? state.goals : [];
  const present = goals.find((set) => samePeriod(set.period, period));
  if (present === undefined) return refuse({ code: 'target/unknown-period', period });
  if (sameGoal(present.goal, to)) return emit();
  return emit({ type: 'TargetRevised', data: { ...revised, from: present.goal, to } });
}

const unitOf = ({ of }: TargetMetric): TargetGoal['in'] =>
  of === 'sales-value' || of === 'margin' ? 'money' : 'count';

const samePeriod = (left: TargetPeriod, right: TargetPeriod): boolean =>
  left.start === right.start && left.end === right.end;

/** Periods are half-open: one that begins on the day another ends does not overlap it. */
const overlap = (left: TargetPeriod, right: TargetPeriod): boolean =>
  left.start < right.end && right.start < left.end;

const sameGoal = (left: TargetGoal, right: TargetGoal): boolean =>
  left.in === 'count'
    ? right.in === 'count' && left.count === right.count
    : right.in === 'money' && sameMoney(left.amount, right.amount);
