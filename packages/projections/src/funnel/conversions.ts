import type { Ratio } from '../shared/answer.ts';
import { ratio } from '../shared/figures.ts';
import { present } from '../shared/present.ts';
import { type CountedDeal, counts, type FunnelContext } from './context.ts';
import type { Arrival } from './deal.ts';
import type { FunnelStep } from './report.ts';

/** How many of the deals that were at one step came to another. */
type Conversions = Pick<FunnelStep, 'conversionFromPrevious' | 'conversionFromFirst'>;

/** What the way of a pipeline version is, among the steps that a funnel shows. */
interface Way {
  readonly first: string | undefined;
  /** The step before each. */
  readonly before: ReadonlyMap<string, string>;
}

/**
 * The conversions to each step of a pipeline. A deal goes the way of its own version (B25): it is held
 * to the steps that this has, and comes to a step from the one before it there. A deal in whose
 * version a step is not, or is the first, is in no conversion to it.
 */
export const conversionsTo = (
  shown: readonly string[],
  deals: readonly CountedDeal[],
  context: FunnelContext,
): ((step: string) => Conversions) => {
  const wayOf = waysAmong(new Set(shown));
  const conversion = (
    to: string,
    sourceOf: (way: Way) => string | undefined,
  ): Ratio | undefined => {
    let [came, of] = [0, 0];
    for (const { deal, arrivals } of deals) {
      const source = sourceOf(wayOf(deal.steps));
      if (source === undefined) continue;
      const [from, target] = [arrivals.get(source), arrivals.get(to)];
      if (from !== undefined && counts(context, from.at)) of += 1;
      if (isConversion(from, target, context)) came += 1;
    }
    return of === 0 && came === 0 && to === shown[0] ? undefined : ratio(came, of);
  };
  return (step) =>
    present({
      conversionFromPrevious: conversion(step, ({ before }) => before.get(step)),
      conversionFromFirst: conversion(step, ({ first, before }) =>
        before.has(step) ? first : undefined,
      ),
    });
};

/**
 * Whether a deal counts as having come from one step to another: by cohort if it came there after it,
 * by period if it came there in the period. With a window it came within so many calendar days.
 */
const isConversion = (
  from: Arrival | undefined,
  to: Arrival | undefined,
  context: FunnelContext,
): boolean => {
  if (to === undefined) return false;
  const inTime =
    context.withinDays === undefined ||
    (from !== undefined &&
      from.order <= to.order &&
      context.days.between(from.at, to.at) <= context.withinDays);
  return context.basis === 'period'
    ? inTime && counts(context, to.at)
    : inTime && from !== undefined && from.order <= to.order;
};

/** The ways of pipeline versions, each read once: most deals run in the same few versions. */
const waysAmong = (shown: ReadonlySet<string>): ((steps: readonly string[]) => Way) => {
  const known = new Map<readonly string[], Way>();
  return (steps) => {
    const way = known.get(steps) ?? wayThrough(steps.filter((step) => shown.has(step)));
    known.set(steps, way);
    return way;
  };
};

const wayThrough = (steps: readonly string[]): Way => ({
  first: steps[0],
  before: new Map(
    steps.flatMap((step, place) => {
      const previous = steps[place - 1];
      return previous === undefined ? [] : [[step, previous] as const];
    }),
  ),
});
