import { moneyFigure } from '@presales/kernel';
import { ratio } from '../shared/figures.ts';
import { add } from '../shared/whole.ts';
import { type CountedDeal, counts, type FunnelContext } from './context.ts';
import { expectedOf } from './figures.ts';
import type { CompetitorLine, LossLine } from './report.ts';

/** Why deals were lost, the most frequent reason first (S37). */
export const lossesOf = (
  deals: readonly CountedDeal[],
  context: FunnelContext,
): readonly LossLine[] => {
  const { currency } = context;
  const lines = new Map<string, LossLine>();
  for (const { deal } of deals) {
    const { closing } = deal;
    if (closing?.outcome !== 'lost' || !counts(context, closing.at)) continue;
    const { reason, reversed } = closing;
    const key = JSON.stringify([reason, reversed]);
    const { deals: before, value } = lines.get(key) ?? {
      deals: 0,
      value: moneyFigure(0, currency),
    };
    const lost = add(value.amount, expectedOf(deal, context) ?? 0);
    lines.set(key, { reason, reversed, deals: before + 1, value: moneyFigure(lost, currency) });
  }
  return [...lines]
    .sort(([left, one], [right, other]) => other.deals - one.deals || (left < right ? -1 : 1))
    .map(([, line]) => line);
};

/** Who else was after the deals, and how they ended; whoever took the most first (S37). */
export const competitorsOf = (
  deals: readonly CountedDeal[],
  context: FunnelContext,
): readonly CompetitorLine[] => {
  const tallies = new Map<string, { open: number; won: number; lost: number; lostTo: number }>();
  for (const { deal } of deals) {
    const { closing, competitors } = deal;
    if (closing !== undefined && !counts(context, closing.at)) continue;
    for (const competitor of competitors) {
      const tally = tallies.get(competitor) ?? { open: 0, won: 0, lost: 0, lostTo: 0 };
      tallies.set(competitor, tally);
      if (closing === undefined) tally.open += 1;
      else tally[closing.outcome] += 1;
      if (closing?.outcome === 'lost' && closing.competitor === competitor) tally.lostTo += 1;
    }
  }
  return [...tallies]
    .sort(([left, one], [right, other]) => other.lostTo - one.lostTo || (left < right ? -1 : 1))
    .map(([competitor, tally]) => ({
      competitor,
      ...tally,
      winRate: ratio(tally.won, tally.won + tally.lost),
    }));
};
