import type { ActivityKind } from '@presales/domain';
import type { TargetGoods } from '@presales/domain/target';
import {
  daysBetween,
  decimalText,
  type LocalDate,
  moneyFigure,
  percentText,
  WHOLE,
  type Whole,
  whole,
} from '@presales/kernel';
import { byTime } from '../shared/fact.ts';
import { present } from '../shared/present.ts';
import { add, subtract } from '../shared/whole.ts';
import { type Book, counted, leadsGiven, sold } from './book.ts';
import type { Holder } from './holder.ts';
import type { Metric, Quantity, SumOfMembers, TargetLine } from './report.ts';
import type { GoalFact } from './tables.ts';

/** A goal that holds. */
export interface Goal extends Omit<GoalFact, 'goal'> {
  readonly goal: number;
}

/**
 * The goals that hold on the last day of the report: for every holder, metric and period the revision
 * that holds from the latest day up to it, of one day the one said last; before the first revision, what
 * was set. A goal that was withdrawn is none, until another is set.
 */
export const goalsOf = (rows: readonly GoalFact[], lastDay: LocalDate): readonly Goal[] => {
  const holding = new Map<string, Goal>();
  for (const { goal, ...fact } of [...rows].sort(byTime)) {
    const key = goalKey(fact);
    const { effective_from: day } = fact;
    if (goal === null) holding.delete(key);
    else if (day === null || (day <= lastDay && day >= (holding.get(key)?.effective_from ?? '')))
      holding.set(key, { ...fact, goal });
  }
  return [...holding.values()].sort((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1));
};

const goalKey = (goal: Omit<GoalFact, 'goal'>): string =>
  JSON.stringify([
    goal.holder_kind,
    goal.holder_id,
    goal.metric,
    goal.activity_kind,
    goal.goods_kind,
    goal.goods_id,
    goal.period_start,
    goal.period_end,
  ]);

const sortKey = (goal: Goal): string =>
  [
    goal.period_start,
    goal.period_end,
    goal.holder_kind,
    goal.holder_id,
    goal.metric,
    goal.activity_kind ?? '',
    goal.goods_kind ?? '',
    goal.goods_id ?? '',
  ].join('\n');

/** What a target's line is made from. */
export interface TargetContext {
  readonly book: Book;
  /** All goals, to find the members' own among. */
  readonly goals: readonly Goal[];
  /** The first day that has not counted yet; absent when there is no `asOf`. */
  readonly today: LocalDate | undefined;
}

/** One target and how far it is reached, in the currency of its goal. */
export const targetLine = (goal: Goal, context: TargetContext): TargetLine => {
  const { book, today } = context;
  const holder = holderOf(goal);
  const measured = measure(goal, book);
  const { actual } = measured;
  const aim = unitsOf(goal.goal, goal.currency);
  const stretch = goal.stretch === null ? undefined : unitsOf(goal.stretch, goal.currency);
  return present({
    holder,
    name: holder.kind === 'team' ? book.teamName(holder.id) : holder.id,
    metric: metricOf(goal),
    period: periodOf(goal),
    goal: quantity(aim, goal.currency),
    actual: quantity(actual, goal.currency),
    attainment: percentText(actual, aim),
    gap: quantity(subtract(aim, actual), goal.currency),
    stretch: stretch === undefined ? undefined : quantity(stretch, goal.currency),
    stretchAttainment: stretch === undefined ? undefined : percentText(actual, stretch),
    pace: today === undefined ? undefined : pace(actual, goal, today),
    attempts: measured.attempts,
    unknownCostShare: measured.unknownCostShare,
    sumOfMembers: holder.kind === 'team' ? sumOfMembers(goal, context) : undefined,
  });
};

const holderOf = ({ holder_kind, holder_id }: Goal): Holder => ({
  kind: holder_kind === 'team' ? 'team' : 'person',
  id: holder_id,
});

const periodOf = ({ period_start, period_end }: Goal) => ({
  start: period_start,
  end: period_end,
});

const goodsOf = ({ goods_kind, goods_id }: Goal): TargetGoods | undefined =>
  goods_id === null
    ? undefined
    : { kind: goods_kind === 'group' ? 'group' : 'product', id: goods_id };

const metricOf = (goal: Goal): Metric => {
  const { metric, activity_kind } = goal;
  switch (metric) {
    case 'sales-value':
    case 'margin':
      return present({ of: metric, goods: goodsOf(goal) });
    case 'new-customers':
    case 'buyers':
    case 'leads':
    case 'calls':
      return { of: metric };
    default:
      return activity_kind === null
        ? { of: 'activities' }
        : { of: 'activities', kind: activity_kind };
  }
};

/**
 * A goal in the units that are counted: minor units of money, or basis points of one where numbers
 * are counted, because somebody may have done a part of a shared activity (B10).
 */
const unitsOf = (goal: number, currency: string | null): Whole =>
  currency === null ? whole(BigInt(goal) * BigInt(WHOLE)) : goal;

const quantity = (units: Whole, currency: string | null): Quantity =>
  currency === null
    ? { in: 'count', count: Number(decimalText(units, 4)) }
    : { in: 'money', amount: moneyFigure(units, currency) };

interface Measured {
  /** In units. */
  readonly actual: Whole;
  /** In whole activities and parts of one. */
  readonly attempts?: number;
  readonly unknownCostShare?: string;
}

/** What a goal's holder reached of its metric in its period. */
const measure = (goal: Goal, book: Book): Measured => {
  const account = { holder: holderOf(goal), period: periodOf(goal) };
  if (goal.currency !== null) {
    const { net, margin, netOfUnknownCost } = sold(book, account, goal.currency, goodsOf(goal));
    return goal.metric === 'margin'
      ? present({ actual: margin, unknownCostShare: percentText(netOfUnknownCost, net) })
      : { actual: net };
  }
  if (goal.metric === 'leads') return { actual: leadsGiven(book, account) * WHOLE };
  const { newCustomers, buyers, activities, attempts } = counted(book, account, kindsOf(goal));
  switch (goal.metric) {
    case 'new-customers':
      return { actual: newCustomers * WHOLE };
    case 'buyers':
      return { actual: buyers * WHOLE };
    default:
      return { actual: activities, attempts: attempts / WHOLE };
  }
};

/** The kinds of activity that count for a goal; undefined when all do. */
const kindsOf = ({ metric, activity_kind }: Goal): readonly string[] | undefined => {
  if (metric === 'calls') return callKinds;
  return activity_kind === null ? undefined : [activity_kind];
};

const callKinds: readonly ActivityKind[] = ['outbound-call', 'inbound-call'];

/** Actual in percent of the part of the goal that is due by the days that have passed. */
const pace = (actual: Whole, goal: Goal, today: LocalDate): string | undefined => {
  const { period_start, period_end } = goal;
  const days = daysBetween(period_start, period_end);
  const gone = Math.min(Math.max(daysBetween(period_start, today), 0), days);
  return percentText(
    BigInt(actual) * BigInt(days),
    BigInt(unitsOf(goal.goal, goal.currency)) * BigInt(gone),
  );
};

/**
 * The own targets, for a team's metric and period, of everybody who was a member on some day of the
 * period: whole targets and whole actuals, even if somebody was a member for a part of it only. Goals
 * in another currency than the team's are left out, because a goal has no day whose rate it could be
 * valued at.
 */
const sumOfMembers = (team: Goal, { book, goals }: TargetContext): SumOfMembers => {
  const members = new Set(book.memberships.membersDuring(team.holder_id, periodOf(team)));
  const own = goals.filter(
    (goal) =>
      goal.holder_kind === 'person' &&
      members.has(goal.holder_id) &&
      goal.metric === team.metric &&
      goal.activity_kind === team.activity_kind &&
      goal.goods_kind === team.goods_kind &&
      goal.goods_id === team.goods_id &&
      goal.period_start === team.period_start &&
      goal.period_end === team.period_end &&
      goal.currency === team.currency,
  );
  const total = (amounts: readonly Whole[]): Quantity =>
    quantity(amounts.reduce(add, 0), team.currency);
  return {
    members: own.length,
    goal: total(own.map(({ goal, currency }) => unitsOf(goal, currency))),
    actual: total(own.map((goal) => measure(goal, book).actual)),
  };
};
