import { WHOLE } from '@presales/kernel';
import type { CreditShare } from '../../shared/credit.ts';
import type { ActivityCompletion } from '../state.ts';

/**
 * Whom a completed activity counts for, performer first (B10, S55). By the rule `each`, the default,
 * it counts as a whole activity for everybody who took part; by `shared` it counts once in all, in
 * equal parts of whole basis points, of which the first people get one more where some are left
 * over. Who owns the lead or the deal today does not matter.
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
