import type { InquiryEvent } from './events.ts';
import type { Inquiry, InquiryItemState } from './state.ts';
import type { InquiryItem } from './values/item.ts';

export const evolve = (state: Inquiry, event: InquiryEvent): Inquiry => {
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
