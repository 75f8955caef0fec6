import type { Instant } from '@presales/kernel';
import { same } from '../../shared/same.ts';
import type { Engagement, KnownEngagement, Rfp } from '../engagement.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import { atWork, end } from './at-work.ts';

/** Takes in a request for proposal (S46), also before a specialist has accepted it. */
export const receiveRfp = (
  { at: _, ...received }: Data<'ReceiveRfp'>,
  state: Engagement,
): Answer => {
  const open = rfpWork(state);
  if (open.refusal !== undefined) return open.refusal;
  const { rfp } = open.state;
  if (rfp === undefined) return emit({ type: 'RfpReceived', data: received });
  const { dueAt, questions } = received;
  return same({ dueAt, questions }, { dueAt: rfp.dueAt, questions: rfp.questions })
    ? emit()
    : refuse({ code: 'engagement/rfp-exists' });
};

/** The prospect moves the time by which it wants the answer. */
export const changeDue = (
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

/** Answers one question; a better answer takes the place of one. */
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

/** The answer goes to the prospect, however much of it is answered. */
export const submitRfp = ({ engagementId, at }: Data<'SubmitRfp'>, state: Engagement): Answer => {
  if (state.status !== 'absent' && state.ending?.type === 'RfpSubmitted') return emit();
  const work = withRfp(state, 'by-specialist');
  if (work.refusal !== undefined) return work.refusal;
  const { dueAt, questions, answers } = work.rfp;
  return emit({
    type: 'RfpSubmitted',
    data: { engagementId, late: at > dueAt, unanswered: questions.length - answers.size },
  });
};

/** We do not bid. */
export const declineRfp = (
  { engagementId, reason }: Data<'DeclineRfp'>,
  state: Engagement,
): Answer => end(state, { type: 'RfpDeclined', data: { engagementId, reason } }, withRfp(state));

/**
 * Whether the answer to a request is late as of an instant: it was submitted after it was due, or is
 * due before and neither submitted nor declined.
 */
export const isRfpLate = (state: Engagement, asOf: Instant): boolean => {
  if (state.status === 'absent' || state.rfp === undefined) return false;
  const { late, dueAt } = state.rfp;
  if (late !== undefined) return late;
  return state.ending === undefined && asOf > dueAt;
};

type RfpWork =
  | { readonly state: KnownEngagement; readonly rfp: Rfp; readonly refusal?: never }
  | { readonly refusal: Answer };

/** A request is taken in and turned down before anybody has accepted the work. */
const rfpWork = (state: Engagement) =>
  state.status === 'requested' && state.request.kind === 'rfp'
    ? ({ state } as const)
    : atWork(state, 'rfp');

const withRfp = (state: Engagement, who: 'anybody' | 'by-specialist' = 'anybody'): RfpWork => {
  const work = who === 'anybody' ? rfpWork(state) : atWork(state, 'rfp');
  if (work.refusal !== undefined) return work;
  const { rfp } = work.state;
  return rfp === undefined
    ? { refusal: refuse({ code: 'engagement/no-rfp' }) }
    : { state: work.state, rfp };
};
