import { compareMoney, daysBetween, moneyFigure } from '@presales/kernel';
import { present } from '../shared/present.ts';
import { negative } from '../shared/whole.ts';
import type { CountedDeal, FunnelContext } from './context.ts';
import type { KnownDeal } from './deal.ts';
import { broughtBy, expectedOf, isPastDue } from './figures.ts';
import type { DealToReview, ReviewReason } from './report.ts';

/**
 * The deals that somebody should look at, the earliest expected closing first; `refundsDue` are those
 * with money to be paid back.
 */
export const toReview = (
  deals: readonly CountedDeal[],
  refundsDue: ReadonlySet<string>,
  context: FunnelContext,
): readonly DealToReview[] =>
  deals
    .flatMap(({ deal }): readonly DealToReview[] => {
      const reasons: readonly ReviewReason[] = [
        ...(deal.closing === undefined ? openReasons(deal, context) : []),
        ...(refundsDue.has(deal.id) ? (['refund-due'] as const) : []),
        ...(isImplausible(deal, context) ? (['implausible'] as const) : []),
      ];
      if (reasons.length === 0) return [];
      const { id: opportunityId, ownerId, step, closeOn: expectedCloseOn, slips } = deal;
      const value = expectedOf(deal, context);
      const expected = value === undefined ? undefined : moneyFigure(value, context.currency);
      const brought =
        deal.closing?.outcome === 'won'
          ? moneyFigure(broughtBy(deal, context).net, context.currency)
          : undefined;
      return [
        present({
          opportunityId,
          ownerId,
          step,
          reasons,
          expectedCloseOn,
          slips,
          expected,
          brought,
        }),
      ];
    })
    .sort((left, right) => (orderOf(left) < orderOf(right) ? -1 : 1));

const openReasons = (deal: KnownDeal, context: FunnelContext): readonly ReviewReason[] => [
  ...(isPastDue(deal, context) ? (['past-due'] as const) : []),
  ...(context.pipelines.probabilityOf(deal) === 100 ? (['certain'] as const) : []),
  ...(isStale(deal, context) ? (['stale'] as const) : []),
  ...(deal.expected.quotationOver ? (['quotation-over'] as const) : []),
];

/** Whether a deal that is not at rest has stood at its step for longer than it may. */
const isStale = (
  deal: KnownDeal,
  { pipelines, days, today }: Pick<FunnelContext, 'pipelines' | 'days' | 'today'>,
): boolean => {
  const { stay, held } = deal;
  const most = pipelines.maxDaysOf(deal);
  if (stay === undefined || held || most === undefined || today === undefined) return false;
  return daysBetween(days.dateOf(stay.since), today) - stay.heldDays > most;
};

/** Whether what a deal brought, its margin too, or else what is expected of it is beyond the bound. */
const isImplausible = (deal: KnownDeal, context: FunnelContext): boolean => {
  const { implausibleAbove: bound, currency } = context;
  if (bound === undefined) return false;
  const { net, margin } = broughtBy(deal, context);
  const worth = deal.closing?.outcome === 'won' ? [net, margin] : [expectedOf(deal, context) ?? 0];
  return worth.some((value) => {
    const size = value < 0 ? negative(value) : value;
    return compareMoney(moneyFigure(size, currency), bound) > 0;
  });
};

/** A deal without a day comes after those that have one. */
const orderOf = ({ expectedCloseOn = '~', opportunityId }: DealToReview): string =>
  `${expectedCloseOn}\n${opportunityId}`;
