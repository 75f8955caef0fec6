import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { atWork, end } from '../rules/at-work.ts';
import type { Engagement } from '../state.ts';
import type { CriterionResult, PocResult } from '../vocabulary.ts';

/** Ends a proof of concept with a result for each of its criteria. */
export const concludePoc = (
  { engagementId, criteria, note }: Data<'ConcludePoc'>,
  state: Engagement,
): Answer => {
  const concluded = {
    type: 'PocConcluded',
    data: {
      engagementId,
      result: resultOf(criteria),
      criteria,
      ...(note === undefined ? {} : { note }),
    },
  } as const;
  const work = atWork(state, 'proof-of-concept');
  if (work.refusal !== undefined) return end(state, concluded, work);
  if (work.record.criteria === undefined) return refuse({ code: 'engagement/no-poc' });
  const agreed = new Set(work.record.criteria.map(({ criterionId }) => criterionId));
  const given = new Set(criteria.map(({ criterionId }) => criterionId));
  const criterionIds = [
    ...[...agreed].filter((id) => !given.has(id)),
    ...[...given].filter((id) => !agreed.has(id)),
  ];
  return criterionIds.length > 0
    ? refuse({ code: 'engagement/criteria-differ', criterionIds })
    : emit(concluded);
};

/** Met when every criterion is, not met when one is not, else inconclusive. */
const resultOf = (criteria: readonly CriterionResult[]): PocResult => {
  if (criteria.some(({ result }) => result === 'not-met')) return 'not-met';
  return criteria.every(({ result }) => result === 'met') ? 'met' : 'inconclusive';
};
