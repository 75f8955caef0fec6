import {
  type Aggregate,
  aggregate,
  type Decision,
  decisions,
  localDate,
  type Of,
} from '@presales/kernel';
import { same } from '../shared/same.ts';
import { sameDecimal } from '../shared/same-decimal.ts';
import { InquiryCommand } from './commands.ts';
import { type Ask, InquiryEvent } from './events.ts';

/** What is known of one item: the latest answer to each ask, the quantity in each quotation. */
export interface InquiryItemState {
  readonly asks: readonly Ask[];
  readonly answers: ReadonlyMap<Ask, string>;
  readonly quoted: ReadonlyMap<string, string>;
}

/** What an inquiry is; `quoted` once every item is in some quotation. */
export type Inquiry =
  | { readonly status: 'absent' }
  | {
      readonly status: 'open' | 'quoted';
      readonly received: InquiryReceipt;
      readonly items: ReadonlyMap<string, InquiryItemState>;
    };

/** What the customer asked. */
export type InquiryReceipt = Of<InquiryEvent, 'InquiryReceived'>['data'];

/** Why an inquiry's command is refused. */
export type InquiryRefusal =
  /** Registered before, and differently. */
  | { readonly code: 'inquiry/already-registered' }
  | { readonly code: 'inquiry/not-registered' }
  /** One item stands twice in one command. */
  | { readonly code: 'inquiry/item-twice'; readonly itemId: string }
  | { readonly code: 'inquiry/unknown-item'; readonly itemId: string }
  /** The customer did not ask that of this item. */
  | { readonly code: 'inquiry/not-asked'; readonly itemId: string; readonly ask: Ask }
  /** The last day the customer waits is over. */
  | { readonly code: 'inquiry/expired'; readonly validUntil: string };

const evolve = (state: Inquiry, event: InquiryEvent): Inquiry => {
  if (event.type === 'InquiryReceived')
    return {
      status: 'open',
      received: event.data,
      items: new Map(
        event.data.items.map(({ itemId, asks }) => [
          itemId,
          { asks, answers: new Map(), quoted: new Map() },
        ]),
      ),
    };
  if (state.status === 'absent') return state;
  switch (event.type) {
    case 'InquiryQuestionAnswered': {
      const { itemId, ask, answer } = event.data;
      return withItem(state, itemId, (item) => ({
        ...item,
        answers: new Map(item.answers).set(ask, answer),
      }));
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
  }
};

const withItem = (
  state: Exclude<Inquiry, { status: 'absent' }>,
  itemId: string,
  change: (item: InquiryItemState) => InquiryItemState,
): Inquiry => {
  const item = state.items.get(itemId);
  return item ? { ...state, items: new Map(state.items).set(itemId, change(item)) } : state;
};

const decide = (command: InquiryCommand, state: Inquiry): Answer => {
  switch (command.type) {
    case 'RegisterInquiry':
      return register(command.data, state);
    case 'AnswerInquiryQuestion':
      return answer(command.data, state);
    case 'QuoteInquiry':
      return quote(command.data, state);
  }
};

/** A customer's request for information (S6), item by item; not legally binding. */
export const inquiry: Aggregate<InquiryCommand, Inquiry, InquiryEvent, InquiryRefusal> = aggregate({
  category: 'inquiry',
  commands: InquiryCommand,
  events: InquiryEvent,
  decider: { initialState: { status: 'absent' }, evolve, decide },
  identify: ({ data }) => data.inquiryId,
});

type Answer = Decision<InquiryEvent, InquiryRefusal>;
type Data<Type extends InquiryCommand['type']> = Of<InquiryCommand, Type>['data'];
const { emit, refuse } = decisions<InquiryEvent, InquiryRefusal>();

function register({ at: _, ...received }: Data<'RegisterInquiry'>, state: Inquiry): Answer {
  if (state.status !== 'absent')
    return same(state.received, received) ? emit() : refuse({ code: 'inquiry/already-registered' });
  const twice = firstTwice(received.items.map(({ itemId }) => itemId));
  if (twice !== undefined) return refuse({ code: 'inquiry/item-twice', itemId: twice });
  return emit({ type: 'InquiryReceived', data: received });
}

function answer(
  { inquiryId, itemId, ask, answer }: Data<'AnswerInquiryQuestion'>,
  state: Inquiry,
): Answer {
  if (state.status === 'absent') return refuse({ code: 'inquiry/not-registered' });
  const item = state.items.get(itemId);
  if (item === undefined) return refuse({ code: 'inquiry/unknown-item', itemId });
  if (!item.asks.includes(ask)) return refuse({ code: 'inquiry/not-asked', itemId, ask });
  if (item.answers.get(ask) === answer) return emit();
  return emit({ type: 'InquiryQuestionAnswered', data: { inquiryId, itemId, ask, answer } });
}

/**
 * All of the command's items are referenced, or none. The validity runs through the end of its last
 * day in UTC: an inquiry names no zone of its own.
 */
function quote(
  { inquiryId, quotationId, items, at }: Data<'QuoteInquiry'>,
  state: Inquiry,
): Answer {
  if (state.status === 'absent') return refuse({ code: 'inquiry/not-registered' });
  const itemIds = items.map(({ itemId }) => itemId);
  const twice = firstTwice(itemIds);
  if (twice !== undefined) return refuse({ code: 'inquiry/item-twice', itemId: twice });
  const unknown = itemIds.find((itemId) => !state.items.has(itemId));
  if (unknown !== undefined) return refuse({ code: 'inquiry/unknown-item', itemId: unknown });
  const references = items.filter(({ itemId, quantity }) => {
    const referenced = state.items.get(itemId)?.quoted.get(quotationId);
    return referenced === undefined || !sameDecimal(referenced, quantity);
  });
  if (references.length === 0) return emit();
  const { validUntil } = state.received;
  if (validUntil !== undefined && localDate(at, 'UTC') > validUntil)
    return refuse({ code: 'inquiry/expired', validUntil });
  const complete = [...state.items].every(
    ([itemId, { quoted }]) => quoted.size > 0 || itemIds.includes(itemId),
  );
  return emit(
    ...references.map(
      ({ itemId, quantity }): InquiryEvent => ({
        type: 'InquiryItemQuoted',
        data: { inquiryId, itemId, quotationId, quantity },
      }),
    ),
    ...(complete && state.status === 'open' ? [inquiryQuoted(inquiryId)] : []),
  );
}

const inquiryQuoted = (inquiryId: string): InquiryEvent => ({
  type: 'InquiryQuoted',
  data: { inquiryId },
});

const firstTwice = (ids: readonly string[]): string | undefined =>
  ids.find((id, index) => ids.indexOf(id) !== index);
