import { same } from '../../shared/same.ts';
import { snapshotHash } from '../figures/snapshot.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { judgeAll } from '../rules/approval.ts';
import { onDraft } from '../rules/on-draft.ts';
import type { Quotation } from '../state.ts';

/** Asks for approval if the policy, or a standing one, demands it of the draft as it stands. */
export const requestApproval = (
  { quotationId, policy: asked, rates, standing = [] }: Data<'RequestApproval'>,
  state: Quotation,
): Answer =>
  onDraft(state, (draft) => {
    const { terms, version } = draft;
    const { review } = draft.record;
    if (review === undefined) return refuse({ code: 'quotation/not-submitted' });
    const judgement = judgeAll(draft, [{ policy: asked, rates }, ...standing]);
    if (judgement === undefined) return emit();
    if ('code' in judgement) return refuse(judgement);
    const { policy, rules, measured, needed } = judgement;
    if (!needed) return emit();
    const hash = snapshotHash(terms);
    if (review.snapshotHash === hash && same(review.policy, policy)) {
      if (review.status === 'pending') return emit();
      if (review.status === 'refused')
        return refuse({ code: 'quotation/approval-refused', approverId: review.approverId });
    }
    return emit({
      type: 'ApprovalRequested',
      data: { quotationId, version, rules, policy, measured, snapshotHash: hash },
    });
  });
