import { WHOLE } from '@presales/kernel';
import type { CreditShare } from '../../shared/credit.ts';
import type { ActivityCompletion } from '../state.ts';

/**
 * Whom a completed activity counts for, performer first (B10, S55). By the rule `each`,
 * which holds when none is named, it counts as a whole activity for everybody who took part; by
 * `shared` as one in all, in equal parts of basis points, what is left over going one each to the
 * first. Whoever owns the lead or the deal today is of no account.
 */
export const activityCredits = ({
  performerId,
  participants = [],
  credit = 'each',
}: Pick<ActivityCompletion, 'performerId' | 'participants' | 'credit'>): readonly CreditShare[] => {
  const people = [performerId, ...participants];
  const part = Math.floor(WHOLE / people.length);
  const left = WHOLE % people.length;
  return people.map((salespersonId, index) => ({
    salespersonId,
    share: credit === 'each' ? WHOLE : part + (index < left ? 1 : 0),
  }));
};
