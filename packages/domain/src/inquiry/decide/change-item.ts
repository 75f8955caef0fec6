import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, notLive, refuse } from '../refusals.ts';
import { type Inquiry, isLive } from '../state.ts';

/**
 * Changes an item, because the customer asks for something else or because it is known better now.
 * Answers to questions that are no longer asked are dropped.
 */
export const changeItem = (
  { inquiryId, item: to }: Data<'ChangeInquiryItem'>,
  state: Inquiry,
): Answer => {
  if (!isLive(state)) return notLive(state);
  const { itemId } = to;
  const known = state.record.items.get(itemId);
  if (known === undefined) return refuse({ code: 'inquiry/unknown-item', itemId });
  const { item: from, rejection: reason } = known;
  if (reason !== undefined) return refuse({ code: 'inquiry/item-rejected', itemId, reason });
  return same(from, to)
    ? emit()
    : emit({ type: 'InquiryItemChanged', data: { inquiryId, from, to } });
};
