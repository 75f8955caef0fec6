import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { onReview } from '../rules/on-review.ts';
import type { Quotation } from '../state.ts';

/** Somebody other than its author approves the draft as it was when approval was asked for. */
export const approve = (
  { quotationId, version, approverId }: Data<'ApproveQuotation'>,
  state: Quotation,
): Answer =>
  onReview({ version, approverId }, state, (review) => {
    if (review.status === 'approved' && review.approverId === approverId) return emit();
    if (review.status !== 'pending') return refuse({ code: 'quotation/approval-not-requested' });
    const { snapshotHash } = review;
    return emit({
      type: 'QuotationApproved',
      data: { quotationId, version, approverId, snapshotHash },
    });
  });
