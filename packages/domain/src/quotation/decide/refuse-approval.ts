import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { onReview } from '../rules/on-review.ts';
import type { Quotation } from '../state.ts';

/** Somebody other than its author says no to the draft as it was when approval was asked for. */
export const refuseApproval = (
  { quotationId, version, approverId, reason }: Data<'RefuseApproval'>,
  state: Quotation,
): Answer =>
  onReview({ version, approverId }, state, (review) => {
    if (review.status === 'refused' && review.approverId === approverId)
      return review.reason === reason
        ? emit()
        : refuse({ code: 'quotation/approval-not-requested' });
    if (review.status !== 'pending') return refuse({ code: 'quotation/approval-not-requested' });
    return emit({
      type: 'ApprovalRefused',
      data: { quotationId, version, approverId, reason },
    });
  });
