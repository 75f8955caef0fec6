import { type Answer, type Data, emit } from '../refusals.ts';
import { withRfp } from '../rules/rfp-work.ts';
import type { Engagement } from '../state.ts';

/** Sends the answer to the prospect, however many of its questions are answered. */
export const submitRfp = ({ engagementId, at }: Data<'SubmitRfp'>, state: Engagement): Answer => {
  if ('ending' in state && state.ending.type === 'RfpSubmitted') return emit();
  const work = withRfp(state, 'by-specialist');
  if (work.refusal !== undefined) return work.refusal;
  const { dueAt, questions, answers } = work.rfp;
  return emit({
    type: 'RfpSubmitted',
    data: { engagementId, late: at > dueAt, unanswered: questions.length - answers.size },
  });
};
