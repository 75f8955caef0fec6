import { same } from '../../shared/same.ts';
import type { Inquiry } from '../inquiry.ts';
import { type Answer, type Data, emit, isLive, notLive, refuse } from '../refusals.ts';
import { inquiryLimits } from '../values/item.ts';

/** The customer asks for something more. A quoted inquiry is open again until that is quoted too. */
export const addItem = ({ inquiryId, item }: Data<'AddInquiryItem'>, state: Inquiry): Answer => {
  if (!isLive(state)) return notLive(state);
  const { itemId } = item;
  const known = state.items.get(itemId);
  if (known !== undefined)
    return same(known.item, item) ? emit() : refuse({ code: 'inquiry/item-exists', itemId });
  if (state.items.size >= inquiryLimits.items)
    return refuse({ code: 'inquiry/too-many-items', limit: inquiryLimits.items });
  return emit({ type: 'InquiryItemAdded', data: { inquiryId, item } });
};

/** The customer asks for something else, or it is known better. Answers to what is asked no more go. */
export const changeItem = (
  { inquiryId, item: to }: Data<'ChangeInquiryItem'>,
  state: Inquiry,
): Answer => {
  if (!isLive(state)) return notLive(state);
  const { itemId } = to;
  const known = state.items.get(itemId);
  if (known === undefined) return refuse({ code: 'inquiry/unknown-item', itemId });
  const { item: from, rejection: reason } = known;
  if (reason !== undefined) return refuse({ code: 'inquiry/item-rejected', itemId, reason });
  return same(from, to)
    ? emit()
    : emit({ type: 'InquiryItemChanged', data: { inquiryId, from, to } });
};

/** The customer asks for it no more, or it stood there by mistake. */
export const removeItem = (
  { inquiryId, itemId, reason }: Data<'RemoveInquiryItem'>,
  state: Inquiry,
): Answer => {
  if (!isLive(state)) return notLive(state);
  const known = state.items.get(itemId);
  if (known === undefined) return refuse({ code: 'inquiry/unknown-item', itemId });
  if (known.quoted.size > 0) return refuse({ code: 'inquiry/item-quoted', itemId });
  if (state.items.size === 1) return refuse({ code: 'inquiry/last-item', itemId });
  return emit({
    type: 'InquiryItemRemoved',
    data: { inquiryId, itemId, ...(reason === undefined ? {} : { reason }) },
  });
};

/** We do not offer it, or no more of it: what quotations took already stays. */
export const rejectItem = (
  { inquiryId, itemId, reason }: Data<'RejectInquiryItem'>,
  state: Inquiry,
): Answer => {
  const known = state.status === 'absent' ? undefined : state.items.get(itemId);
  if (known?.rejection === reason) return emit();
  if (!isLive(state)) return notLive(state);
  if (known === undefined) return refuse({ code: 'inquiry/unknown-item', itemId });
  if (known.rejection !== undefined)
    return refuse({ code: 'inquiry/item-rejected', itemId, reason: known.rejection });
  return emit({ type: 'InquiryItemRejected', data: { inquiryId, itemId, reason } });
};
