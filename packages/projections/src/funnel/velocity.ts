import { type MoneyFigure, moneyFigure, wholeMinorUnits } from '@presales/kernel';
import { divide, ratio } from '../shared/figures.ts';
import type { FunnelFigures, Velocity } from './report.ts';

/** What sales velocity is computed from, as sums, so that nothing is rounded before the end. */
export interface VelocityTerms {
  /** Open deals. */
  readonly opportunities: number;
  /** Won deals, which the average deal and the win rate are computed from. */
  readonly won: number;
  readonly wonValue: MoneyFigure;
  /** Won and lost deals. */
  readonly closed: number;
  /** Days from opening to win, of all won deals together. */
  readonly wonDays: number;
}

/**
 * Sales velocity: opportunities × average deal × win rate / cycle days, the value that a pipeline
 * brings a day. It is of one pipeline and in one currency. The win rate is by count, since the average
 * deal brings the value in, and the cycle is that of won deals only. The result is rounded once, half
 * away from zero, to the minor unit; it is undefined where nothing was won, or where every win came on
 * the day of its opening.
 */
export const salesVelocity = ({
  opportunities,
  won,
  wonValue,
  closed,
  wonDays,
}: VelocityTerms): MoneyFigure | undefined => {
  if (won <= 0 || wonDays <= 0) return undefined;
  const perDay = divide(
    BigInt(opportunities) * BigInt(wholeMinorUnits(wonValue)) * BigInt(won),
    BigInt(closed) * BigInt(wonDays),
  );
  return moneyFigure(perDay, wonValue.currency);
};

/** The velocity of a funnel; undefined where its figures are of several pipelines. */
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
