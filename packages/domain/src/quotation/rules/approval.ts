import type { CurrencyCode, Money } from '@presales/kernel';
import { bounded } from '../../shared/bounded.ts';
import type { FrozenRates } from '../../shared/frozen-rates.ts';
import { same } from '../../shared/same.ts';
import { grandTotal } from '../figures/grand-total.ts';
import { beyond, isWorse, measure } from '../figures/measuring.ts';
import { snapshotHash } from '../figures/snapshot.ts';
import { countingLines } from '../figures/terms.ts';
import {
  type Answer,
  type Data,
  emit,
  onDraft,
  type QuotationRefusal,
  refuse,
} from '../refusals.ts';
import type { DraftQuotation, Quotation, Review } from '../state.ts';
import type { ApprovalPolicy, ApprovalRule, Measured } from '../values/policies.ts';
import { unusable } from './rates.ts';

/** The author holds the draft ready for whatever approval it needs. */
export const submit = (
  { quotationId, authorId }: Data<'SubmitQuotation'>,
  state: Quotation,
): Answer =>
  onDraft(state, ({ terms, version, review }) => {
    if (countingLines(terms).length === 0) return refuse({ code: 'quotation/no-lines' });
    const hash = snapshotHash(terms);
    if (review?.snapshotHash === hash && review.authorId === authorId) return emit();
    const measured = bounded(() => measure(terms));
    if (measured === undefined) return refuse({ code: 'quotation/amount-too-large' });
    return emit({
      type: 'QuotationSubmitted',
      data: { quotationId, version, authorId, snapshotHash: hash, measured },
    });
  });

/** Asks for approval if the policy demands it of the draft as it stands. */
export const requestApproval = (
  { quotationId, policy, rates }: Data<'RequestApproval'>,
  state: Quotation,
): Answer =>
  onDraft(state, (draft) => {
    const { terms, version, review } = draft;
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

/** Decides on the review of a draft that is still what it was asked to be approved as. */
const onReview = (
  { version, approverId }: { readonly version: number; readonly approverId: string },
  state: Quotation,
  decide: (review: Review) => Answer,
): Answer =>
  onDraft(state, ({ version: drafted, terms, review }) => {
    if (version !== drafted) return refuse({ code: 'quotation/not-a-draft' });
    if (review === undefined) return refuse({ code: 'quotation/approval-not-requested' });
    if (approverId === review.authorId)
      return refuse({ code: 'quotation/own-approval', approverId });
    if (snapshotHash(terms) !== review.snapshotHash)
      return refuse({ code: 'quotation/changed-since-request' });
    return decide(review);
  });

/** A draft held against a policy. */
export interface Judgement {
  /** The rules that it goes beyond. */
  readonly rules: readonly ApprovalRule[];
  readonly measured: Measured;
  /** Whether it goes beyond a rule, and no approval covers it. */
  readonly needed: boolean;
}

/** Holds a draft against a policy; an approval covers it as long as it does not get worse. */
export const judge = (
  { terms, review, rates: frozen }: DraftQuotation,
  policy: ApprovalPolicy,
  given: FrozenRates | undefined,
): Judgement | QuotationRefusal => {
  const rates = frozen ?? given;
  const amounts = bounded(() => measure(terms));
  if (amounts === undefined) return { code: 'quotation/amount-too-large' };
  const total = totalFor(policy, amounts, rates);
  if (total !== undefined && 'code' in total) return total;
  const measured = total === undefined ? amounts : { ...amounts, total };
  const rules = beyond(policy, measured);
  const covered = review?.approved !== undefined && !isWorse(policy, measured, review.approved);
  return { rules, measured, needed: rules.length > 0 && !covered };
};

/** The whole in the currency of the policy's largest total; undefined where it sets none. */
const totalFor = (
  { maxTotal }: ApprovalPolicy,
  { currencies }: Measured,
  rates: FrozenRates | undefined,
): Money | QuotationRefusal | undefined => {
  if (maxTotal === undefined) return undefined;
  const base = maxTotal.currency;
  const present: readonly CurrencyCode[] = currencies.map(({ list }) => list.currency);
  const usable = rates?.base === base ? rates : undefined;
  if (usable !== undefined) {
    const refusal = unusable(usable, present);
    if (refusal !== undefined) return refusal;
  }
  const foreign = present.filter((currency) => currency !== base);
  if (usable === undefined && foreign.length > 0)
    return { code: 'quotation/rates-missing', currencies: foreign, base };
  const total = bounded(() =>
    grandTotal(
      currencies.map(({ value }) => value),
      base,
      usable,
    ),
  );
  return total === undefined ? { code: 'quotation/amount-too-large' } : total.net;
};
