import { type Aggregate, aggregate } from '@presales/kernel';
import { inOrder } from '../shared/in-order.ts';
import { InquiryCommand } from './commands.ts';
import { addItem } from './decide/add-item.ts';
import { answerQuestion } from './decide/answer-question.ts';
import { change } from './decide/change.ts';
import { changeItem } from './decide/change-item.ts';
import { close } from './decide/close.ts';
import { expire } from './decide/expire.ts';
import { quote } from './decide/quote.ts';
import { register } from './decide/register.ts';
import { rejectItem } from './decide/reject-item.ts';
import { removeItem } from './decide/remove-item.ts';
import { InquiryEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { type Answer, emit, type InquiryRefusal } from './refusals.ts';
import { completion } from './rules/completion.ts';
import { factOrder } from './rules/fact-order.ts';
import type { Inquiry } from './state.ts';

const decide = (command: InquiryCommand, state: Inquiry): Answer => {
  const decided = answerTo(command, state);
  if (decided.outcome === 'refused') return decided;
  const completed = completion(command.data.inquiryId, decided.events.reduce(evolve, state));
  return completed === undefined ? decided : emit(...decided.events, completed);
};

const answerTo = (command: InquiryCommand, state: Inquiry): Answer => {
  switch (command.type) {
    case 'RegisterInquiry':
      return register(command.data, state);
    case 'ChangeInquiry':
      return change(command.data, state);
    case 'AddInquiryItem':
      return addItem(command.data, state);
    case 'ChangeInquiryItem':
      return changeItem(command.data, state);
    case 'RemoveInquiryItem':
      return removeItem(command.data, state);
    case 'AnswerInquiryQuestion':
      return answerQuestion(command.data, state);
    case 'RejectInquiryItem':
      return rejectItem(command.data, state);
    case 'QuoteInquiry':
      return quote(command.data, state);
    case 'CloseInquiry':
      return close(command.data, state);
    case 'ExpireInquiry':
      return expire(command.data, state);
  }
};

/** A customer's request for information (S6), item by item; not legally binding. */
export const inquiry: Aggregate<InquiryCommand, Inquiry, InquiryEvent, InquiryRefusal> = aggregate({
  category: 'inquiry',
  commands: InquiryCommand,
  events: InquiryEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  inOrder: inOrder('inquiry/before-fact', factOrder),
  identify: ({ data }) => data.inquiryId,
});
