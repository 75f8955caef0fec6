import type { Of } from '@presales/kernel';
import type { QuotationEvent } from '../events.ts';
import type { QuotationReview } from '../state.ts';

type ReviewEvent = Of<
  QuotationEvent,
  'QuotationSubmitted' | 'ApprovalRequested' | 'QuotationApproved' | 'ApprovalRefused'
>;

/**
 * How far a review has come after one more of its events. A review that was never begun stays so.
 */
export const reviewed = (
  before: QuotationReview | undefined,
  event: ReviewEvent,
): QuotationReview | undefined => {
  if (event.type === 'QuotationSubmitted') {
    const { authorId, snapshotHash } = event.data;
    return { ...standing(before), status: 'submitted', authorId, snapshotHash };
  }
  if (before === undefined) return undefined;
  const { authorId, snapshotHash } = before;
  const kept = { ...standing(before), authorId, snapshotHash };
  switch (event.type) {
    case 'ApprovalRequested': {
      const { measured, policy, snapshotHash } = event.data;
      return { ...kept, status: 'pending', policy, snapshotHash, measured };
    }
    case 'QuotationApproved': {
      const { approverId } = event.data;
      const approved = before.status === 'pending' ? { approved: before.measured } : {};
      return { ...kept, ...approved, status: 'approved', approverId };
    }
    case 'ApprovalRefused': {
      const { approverId, reason } = event.data;
      return { ...kept, status: 'refused', approverId, reason };
    }
  }
};

/** What a new submission keeps: the policy in force and what was approved last. */
const standing = (
  review: QuotationReview | undefined,
): Pick<QuotationReview, 'policy' | 'approved'> => ({
  ...(review?.policy === undefined ? {} : { policy: review.policy }),
  ...(review?.approved === undefined ? {} : { approved: review.approved }),
});
