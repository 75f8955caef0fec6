import type { CurrencyCode, Money } from '@presales/kernel';
import { bounded } from '../../shared/bounded.ts';
import type { FrozenRates } from '../../shared/frozen-rates.ts';
import { grandTotal } from '../figures/grand-total.ts';
import { isWorse, measure, rulesBeyond } from '../figures/measuring.ts';
import type { QuotationRefusal } from '../refusals.ts';
import type { DraftQuotation } from '../state.ts';
import type { ApprovalPolicy, ApprovalRule, Measured, StandingPolicy } from '../values/policies.ts';
import { unusable } from './rates.ts';

/** A draft held against a policy. */
export interface Judgement {
  /** The rules that it goes beyond. */
  readonly rules: readonly ApprovalRule[];
  readonly measured: Measured;
  /** Whether it goes beyond a rule, and no approval covers it. */
  readonly needed: boolean;
}

/** A draft held against a policy, and which one it was. */
export interface JudgedPolicy extends Judgement {
  readonly policy: ApprovalPolicy;
}

/**
 * Holds a draft against several policies: what the first of them that asks for an approval says, or,
 * where none does, the last one. Undefined where there is none.
 */
export const judgeAll = (
  draft: DraftQuotation,
  policies: readonly StandingPolicy[],
): JudgedPolicy | QuotationRefusal | undefined => {
  let judged: JudgedPolicy | undefined;
  for (const { policy, rates } of policies) {
    const judgement = judge(draft, policy, rates);
    if ('code' in judgement) return judgement;
    judged = { ...judgement, policy };
    if (judgement.needed) return judged;
  }
  return judged;
};

/** Holds a draft against a policy; an approval covers it as long as it does not get worse. */
const judge = (
  { terms, record: { review, rates: frozen } }: DraftQuotation,
  policy: ApprovalPolicy,
  given: FrozenRates | undefined,
): Judgement | QuotationRefusal => {
  const amounts = bounded(() => measure(terms));
  if (amounts === undefined) return { code: 'quotation/amount-too-large' };
  const total = totalFor(policy, amounts, [frozen, given]);
  if (total !== undefined && 'code' in total) return total;
  const measured = total === undefined ? amounts : { ...amounts, total };
  const rules = rulesBeyond(policy, measured);
  const covered = review?.approved !== undefined && !isWorse(policy, measured, review.approved);
  return { rules, measured, needed: rules.length > 0 && !covered };
};

/** The whole in the currency of the policy's largest total; undefined where it sets none. */
const totalFor = (
  { maxTotal }: ApprovalPolicy,
  { currencies }: Measured,
  known: readonly (FrozenRates | undefined)[],
): Money | QuotationRefusal | undefined => {
  if (maxTotal === undefined) return undefined;
  const base = maxTotal.currency;
  const present: readonly CurrencyCode[] = currencies.map(({ list }) => list.currency);
  const usable = known.find((rates) => rates?.base === base);
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
