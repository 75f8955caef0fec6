import { type Money, money, toMinorUnit } from '@presales/kernel';
import { divide, ratio } from '../shared/figures.ts';
import type { FunnelFigures, Velocity } from './report.ts';

/** What sales velocity is computed from, as sums, so that nothing is rounded before the end. */
export interface VelocityTerms {
  /** Open deals. */
  readonly opportunities: number;
  /** Won deals: the average deal and the win rate stand on them. */
  readonly won: number;
  readonly wonValue: Money;
  /** Won and lost deals. */
  readonly closed: number;
  /** Days from opening to win, of all won deals together. */
  readonly wonDays: number;
}

/**
 * Sales velocity: opportunities × average deal × win rate / cycle days, the value that a pipeline
 * brings a day. It is one pipeline's, in one currency; the win rate is by count, since the average
 * brings the value in; the cycle is that of won deals only. Rounded half away from zero, once, to the
 * minor unit; undefined where nothing was won, or all on the day it was opened.
 */
export const salesVelocity = ({
  opportunities,
  won,
  wonValue,
  closed,
  wonDays,
}: VelocityTerms): Money | undefined => {
  if (won <= 0 || wonDays <= 0) return undefined;
  const { amount, currency } = toMinorUnit(wonValue);
  const perDay = divide(
    BigInt(opportunities) * BigInt(amount) * BigInt(won),
    BigInt(closed) * BigInt(wonDays),
  );
  return money(Number(perDay), currency);
};

/** The velocity of a funnel's figures, where they are of one pipeline. */
export const velocityOf = (
  { steps, outcomes, wonValue, averageWon, cycle }: FunnelFigures,
  wonDays: number,
): Velocity | undefined => {
  if (new Set(steps.map(({ pipelineId }) => pipelineId)).size > 1) return undefined;
  const { open, won, lost } = outcomes;
  const terms = { opportunities: open, won, wonValue, closed: won + lost, wonDays };
  const perDay = salesVelocity(terms);
  const cycleDays = cycle.won.meanDays;
  return perDay === undefined || averageWon === undefined || cycleDays === undefined
    ? undefined
    : {
        perDay,
        opportunities: open,
        averageDeal: averageWon,
        winRate: ratio(won, won + lost),
        cycleDays,
      };
};
