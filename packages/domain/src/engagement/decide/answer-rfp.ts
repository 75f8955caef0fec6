import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { withRfp } from '../rules/rfp-work.ts';
import type { Engagement } from '../state.ts';

/** Answers one question, or replaces the answer that was given before. */
export const answerRfp = (
  { engagementId, questionId, answer }: Data<'AnswerRfp'>,
  state: Engagement,
): Answer => {
  const work = withRfp(state, 'by-specialist');
  if (work.refusal !== undefined) return work.refusal;
  const { questions, answers } = work.rfp;
  if (!questions.some((question) => question.questionId === questionId))
    return refuse({ code: 'engagement/unknown-question', questionId });
  return answers.get(questionId) === answer
    ? emit()
    : emit({ type: 'RfpAnswered', data: { engagementId, questionId, answer } });
};
