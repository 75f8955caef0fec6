import { same } from '../../shared/same.ts';
import { snapshotHash } from '../figures/snapshot.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { judge } from '../rules/approval.ts';
import { onDraft } from '../rules/on-draft.ts';
import type { Quotation } from '../state.ts';

/** Asks for approval if the policy demands it of the draft as it stands. */
export const requestApproval = (
  { quotationId, policy, rates }: Data<'RequestApproval'>,
  state: Quotation,
): Answer =>
  onDraft(state, (draft) => {
    const { terms, version } = draft;
    const { review } = draft.record;
    if (review === undefined) return refuse({ code: 'quotation/not-submitted' });
    const judgement = judge(draft, policy, rates);
    if ('code' in judgement) return refuse(judgement);
    const { rules, measured, needed } = judgement;
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
