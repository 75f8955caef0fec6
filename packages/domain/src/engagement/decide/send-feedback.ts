import type { Answer, Data } from '../refusals.ts';
import { atWork } from '../rules/at-work.ts';
import { contribute } from '../rules/contribute.ts';
import type { Engagement } from '../state.ts';

/** Tells colleagues what the market says (S47, S48), whatever kind of work it came up in. */
export const sendFeedback = (
  { at: _, ...feedback }: Data<'SendFeedback'>,
  state: Engagement,
): Answer =>
  contribute(feedback.feedbackId, { type: 'FeedbackSent', data: feedback }, atWork(state));
