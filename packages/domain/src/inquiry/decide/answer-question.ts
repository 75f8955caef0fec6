import { type Answer, type Data, emit, notLive, refuse } from '../refusals.ts';
import { incomplete } from '../rules/incompletion.ts';
import type { Inquiry } from '../state.ts';

/**
 * Answers a question (S6), anew where the answer changes. An answer may come late: it binds nobody,
 * so it is accepted even after the last day on which the customer waits.
 */
export const answerQuestion = (
  { inquiryId, itemId, ask, answer, incompletion }: Data<'AnswerInquiryQuestion'>,
  state: Inquiry,
): Answer => {
  if (state.status === 'absent' || state.status === 'closed' || state.status === 'rejected')
    return notLive(state);
  const known = state.record.items.get(itemId);
  if (known === undefined) return refuse({ code: 'inquiry/unknown-item', itemId });
  const { item, answers, rejection: reason } = known;
  if (!item.asks.includes(ask)) return refuse({ code: 'inquiry/not-asked', itemId, ask });
  if (answers.get(ask) === answer) return emit();
  if (reason !== undefined) return refuse({ code: 'inquiry/item-rejected', itemId, reason });
  return (
    incomplete(state.record, incompletion, 'answering', [itemId]) ??
    emit({ type: 'InquiryQuestionAnswered', data: { inquiryId, itemId, ask, answer } })
  );
};
