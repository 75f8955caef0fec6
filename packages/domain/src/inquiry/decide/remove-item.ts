import { type Answer, type Data, emit, notLive, refuse } from '../refusals.ts';
import { type Inquiry, isLive } from '../state.ts';

/** Removes an item that the customer no longer asks for, or that was entered by mistake. */
export const removeItem = (
  { inquiryId, itemId, reason }: Data<'RemoveInquiryItem'>,
  state: Inquiry,
): Answer => {
  if (!isLive(state)) return notLive(state);
  const { items } = state.record;
  const known = items.get(itemId);
  if (known === undefined) return refuse({ code: 'inquiry/unknown-item', itemId });
  if (known.quoted.size > 0) return refuse({ code: 'inquiry/item-quoted', itemId });
  if (items.size === 1) return refuse({ code: 'inquiry/last-item', itemId });
  return emit({
    type: 'InquiryItemRemoved',
    data: { inquiryId, itemId, ...(reason === undefined ? {} : { reason }) },
  });
};
