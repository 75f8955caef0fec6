import type { InquiryEvent } from './events.ts';
import type { ExistingInquiry, Inquiry, InquiryItemState, InquiryRecord } from './state.ts';
import type { InquiryItem } from './values/item.ts';

/** The state after one more event. */
export const evolve = (state: Inquiry, event: InquiryEvent): Inquiry => {
  if (event.type === 'InquiryReceived') {
    const { inquiryId: _, partyId: __, channel: ___, items, ...header } = event.data;
    const untouched = new Map(items.map((item) => [item.itemId, untouchedItem(item)]));
    return { status: 'open', record: { received: event.data, header, items: untouched } };
  }
  if (state.status === 'absent') return state;
  const { record } = state;
  switch (event.type) {
    case 'InquiryChanged':
      return withRecord(state, { header: event.data.to });
    case 'InquiryItemAdded': {
      const { item } = event.data;
      const items = new Map(record.items).set(item.itemId, untouchedItem(item));
      return { status: 'open', record: { ...record, items } };
    }
    case 'InquiryItemChanged': {
      const { to: item } = event.data;
      return withItem(state, item.itemId, ({ answers }) => ({
        item,
        answers: new Map([...answers].filter(([ask]) => item.asks.includes(ask))),
      }));
    }
    case 'InquiryItemRemoved': {
      const items = new Map(record.items);
      items.delete(event.data.itemId);
      return withRecord(state, { items });
    }
    case 'InquiryQuestionAnswered': {
      const { itemId, ask, answer } = event.data;
      return withItem(state, itemId, ({ answers }) => ({
        answers: new Map(answers).set(ask, answer),
      }));
    }
    case 'InquiryItemRejected': {
      const { itemId, reason: rejection } = event.data;
      return withItem(state, itemId, () => ({ rejection }));
    }
    case 'InquiryItemQuoted': {
      const { itemId, quotationId, quantity } = event.data;
      return withItem(state, itemId, ({ quoted }) => ({
        quoted: new Map(quoted).set(quotationId, quantity),
      }));
    }
    case 'InquiryQuoted':
      return { status: 'quoted', record };
    case 'InquiryRejected':
      return { status: 'rejected', record };
    case 'InquiryClosed':
      return { status: 'closed', record, reason: event.data.reason };
    case 'InquiryExpired':
      return { status: 'expired', record, validUntil: event.data.validUntil };
  }
};

const untouchedItem = (item: InquiryItem): InquiryItemState => ({
  item,
  answers: new Map(),
  quoted: new Map(),
});

const withRecord = (state: ExistingInquiry, change: Partial<InquiryRecord>): Inquiry => ({
  ...state,
  record: { ...state.record, ...change },
});

const withItem = (
  state: ExistingInquiry,
  itemId: string,
  changeOf: (item: InquiryItemState) => Partial<InquiryItemState>,
): Inquiry => {
  const { items } = state.record;
  const item = items.get(itemId);
  if (item === undefined) return state;
  return withRecord(state, { items: new Map(items).set(itemId, { ...item, ...changeOf(item) }) });
};
