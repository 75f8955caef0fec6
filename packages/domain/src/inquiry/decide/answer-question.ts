import { blocking, incompletionLog } from '../figures/incompletion-log.ts';
import { type Answer, type Data, emit, notLive, refuse } from '../refusals.ts';
import type { Inquiry } from '../state.ts';

/**
 * A question is answered (S6), anew where the answer changes. An answer may come late: it binds
 * nobody, so the last day the customer waits does not stop it.
 */
export const answer = (
  { inquiryId, itemId, ask, answer, incompletion }: Data<'AnswerInquiryQuestion'>,
  state: Inquiry,
): Answer => {
  if (state.status === 'absent' || state.status === 'closed' || state.status === 'rejected')
    return notLive(state);
  const known = state.items.get(itemId);
  if (known === undefined) return refuse({ code: 'inquiry/unknown-item', itemId });
  const { item, answers, rejection: reason } = known;
  if (!item.asks.includes(ask)) return refuse({ code: 'inquiry/not-asked', itemId, ask });
  if (answers.get(ask) === answer) return emit();
  if (reason !== undefined) return refuse({ code: 'inquiry/item-rejected', itemId, reason });
  const missing =
    incompletion && blocking(incompletionLog(state, incompletion), 'answering', [itemId]);
  if (missing !== undefined && missing.length > 0)
    return refuse({ code: 'inquiry/incomplete', missing });
  return emit({ type: 'InquiryQuestionAnswered', data: { inquiryId, itemId, ask, answer } });
};
