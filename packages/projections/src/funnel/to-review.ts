import { money } from '@presales/kernel';
import { present } from '../shared/present.ts';
import type { CountedDeal, FunnelContext } from './context.ts';
import { expectedOf, isPastDue } from './figures.ts';
import type { DealToReview, ReviewReason } from './report.ts';

/** The open deals that somebody should look at, the earliest expected closing first. */
export const toReview = (
  deals: readonly CountedDeal[],
  context: FunnelContext,
): readonly DealToReview[] =>
  deals
    .flatMap(({ deal }): readonly DealToReview[] => {
      const reasons: readonly ReviewReason[] = [
        ...(isPastDue(deal, context) ? (['past-due'] as const) : []),
        ...(context.pipelines.probabilityOf(deal) === 100 ? (['certain'] as const) : []),
      ];
      if (deal.closing !== undefined || reasons.length === 0) return [];
      const { id: opportunityId, ownerId, step, closeOn: expectedCloseOn, slips } = deal;
      const value = expectedOf(deal, context);
      const expected = value === undefined ? undefined : money(value, context.currency);
      return [present({ opportunityId, ownerId, step, reasons, expectedCloseOn, slips, expected })];
    })
    .sort((left, right) => (orderOf(left) < orderOf(right) ? -1 : 1));

/** A deal without a day comes after those that have one. */
const orderOf = ({ expectedCloseOn = '~', opportunityId }: DealToReview): string =>
  `${expectedCloseOn}\n${opportunityId}`;
