import { type Answer, type Data, emit } from '../refusals.ts';
import { withRfp } from '../rules/rfp-work.ts';
import type { Engagement } from '../state.ts';

/** The prospect moves the time by which it wants the answer. */
export const changeRfpDue = (
  { engagementId, dueAt }: Data<'ChangeRfpDue'>,
  state: Engagement,
): Answer => {
  const work = withRfp(state);
  if (work.refusal !== undefined) return work.refusal;
  const from = work.rfp.dueAt;
  return from === dueAt
    ? emit()
    : emit({ type: 'RfpDueChanged', data: { engagementId, from, to: dueAt } });
};
