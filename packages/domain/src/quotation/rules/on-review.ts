import { snapshotHash } from '../figures/snapshot.ts';
import { type Answer, refuse } from '../refusals.ts';
import type { Quotation, QuotationReview } from '../state.ts';
import { onDraft } from './on-draft.ts';

/** Decides on the review of a draft that is still what it was asked to be approved as. */
export const onReview = (
  { version, approverId }: { readonly version: number; readonly approverId: string },
  state: Quotation,
  decide: (review: QuotationReview) => Answer,
): Answer =>
  onDraft(state, ({ version: drafted, terms, record: { review } }) => {
    if (version !== drafted) return refuse({ code: 'quotation/not-a-draft' });
    if (review === undefined) return refuse({ code: 'quotation/approval-not-requested' });
    if (approverId === review.authorId)
      return refuse({ code: 'quotation/own-approval', approverId });
    if (snapshotHash(terms) !== review.snapshotHash)
      return refuse({ code: 'quotation/changed-since-request' });
    return decide(review);
  });
