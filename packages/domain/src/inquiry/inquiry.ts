import { type Aggregate, aggregate, type LocalDate, type Of } from '@presales/kernel';
import { InquiryCommand } from './commands.ts';
import { answer } from './decide/answer-question.ts';
import { addItem, changeItem, rejectItem, removeItem } from './decide/change-item.ts';
import { close, expire } from './decide/expire.ts';
import { quote } from './decide/quote.ts';
import { changeHeader, register } from './decide/register.ts';
import { InquiryEvent } from './events.ts';
import { type Answer, emit, type InquiryRefusal } from './refusals.ts';
import type { InquiryHeader } from './values/header.ts';
import type { Ask, InquiryItem } from './values/item.ts';

/** What an inquiry is; `quoted` once every item is in some quotation or was rejected. */
export type Inquiry =
  | { readonly status: 'absent' }
  | (InquiryBook & { readonly status: 'open' })
  | (InquiryBook & { readonly status: 'quoted' })
  | (InquiryBook & { readonly status: 'rejected' })
  | (InquiryBook & { readonly status: 'closed'; readonly reason: string })
  | (InquiryBook & { readonly status: 'expired'; readonly validUntil: LocalDate });

/** What is kept of an inquiry, wherever it stands. */
export interface InquiryBook {
  readonly received: InquiryReceipt;
  readonly header: InquiryHeader;
  readonly items: ReadonlyMap<string, InquiryItemState>;
}

/** What is known of one item: the latest answer to each ask, the quantity in each quotation. */
export interface InquiryItemState {
  readonly item: InquiryItem;
  readonly answers: ReadonlyMap<Ask, string>;
  readonly quoted: ReadonlyMap<string, string>;
  /** Why we do not offer it. */
  readonly rejection?: string;
}

/** What the customer asked at first. */
export type InquiryReceipt = Of<InquiryEvent, 'InquiryReceived'>['data'];

const evolve = (state: Inquiry, event: InquiryEvent): Inquiry => {
  if (event.type === 'InquiryReceived') {
    const { inquiryId: _, partyId: __, channel: ___, items, ...header } = event.data;
    return {
      status: 'open',
      received: event.data,
      header,
      items: new Map(items.map((item) => [item.itemId, untouched(item)])),
    };
  }
  if (state.status === 'absent') return state;
  switch (event.type) {
    case 'InquiryChanged':
      return { ...state, header: event.data.to };
    case 'InquiryItemAdded': {
      const { item } = event.data;
      const items = new Map(state.items).set(item.itemId, untouched(item));
      return { ...state, status: 'open', items };
    }
    case 'InquiryItemChanged': {
      const { to: item } = event.data;
      return withItem(state, item.itemId, (before) => ({
        ...before,
        item,
        answers: new Map([...before.answers].filter(([ask]) => item.asks.includes(ask))),
      }));
    }
    case 'InquiryItemRemoved':
      return {
        ...state,
        items: new Map([...state.items].filter(([itemId]) => itemId !== event.data.itemId)),
      };
    case 'InquiryQuestionAnswered': {
      const { itemId, ask, answer } = event.data;
      return withItem(state, itemId, (item) => ({
        ...item,
        answers: new Map(item.answers).set(ask, answer),
      }));
    }
    case 'InquiryItemRejected': {
      const { itemId, reason } = event.data;
      return withItem(state, itemId, (item) => ({ ...item, rejection: reason }));
    }
    case 'InquiryItemQuoted': {
      const { itemId, quotationId, quantity } = event.data;
      return withItem(state, itemId, (item) => ({
        ...item,
        quoted: new Map(item.quoted).set(quotationId, quantity),
      }));
    }
    case 'InquiryQuoted':
      return { ...state, status: 'quoted' };
    case 'InquiryRejected':
      return { ...state, status: 'rejected' };
    case 'InquiryClosed':
      return { ...state, status: 'closed', reason: event.data.reason };
    case 'InquiryExpired':
      return { ...state, status: 'expired', validUntil: event.data.validUntil };
  }
};

const untouched = (item: InquiryItem): InquiryItemState => ({
  item,
  answers: new Map(),
  quoted: new Map(),
});

const withItem = (
  state: Exclude<Inquiry, { status: 'absent' }>,
  itemId: string,
  change: (item: InquiryItemState) => InquiryItemState,
): Inquiry => {
  const item = state.items.get(itemId);
  return item ? { ...state, items: new Map(state.items).set(itemId, change(item)) } : state;
};

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
      return changeHeader(command.data, state);
    case 'AddInquiryItem':
      return addItem(command.data, state);
    case 'ChangeInquiryItem':
      return changeItem(command.data, state);
    case 'RemoveInquiryItem':
      return removeItem(command.data, state);
    case 'AnswerInquiryQuestion':
      return answer(command.data, state);
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

/**
 * What completes an open inquiry, after whatever was last done to it. By SAP's completion rule A any
 * quantity in any quotation completes an item, and so does its rejection.
 */
const completion = (inquiryId: string, state: Inquiry): InquiryEvent | undefined => {
  if (state.status !== 'open') return undefined;
  const items = [...state.items.values()];
  if (!items.every(({ quoted, rejection }) => quoted.size > 0 || rejection !== undefined))
    return undefined;
  return items.some(({ quoted }) => quoted.size > 0)
    ? { type: 'InquiryQuoted', data: { inquiryId } }
    : { type: 'InquiryRejected', data: { inquiryId } };
};

/** A customer's request for information (S6), item by item; not legally binding. */
export const inquiry: Aggregate<InquiryCommand, Inquiry, InquiryEvent, InquiryRefusal> = aggregate({
  category: 'inquiry',
  commands: InquiryCommand,
  events: InquiryEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  identify: ({ data }) => data.inquiryId,
});
