import { type Answer, type Data, emit, notLive, refuse } from '../refusals.ts';
import { type Inquiry, isLive } from '../state.ts';

/** Declines to offer an item, or to offer more of it: what is in quotations already stays. */
export const rejectItem = (
  { inquiryId, itemId, reason }: Data<'RejectInquiryItem'>,
  state: Inquiry,
): Answer => {
  const known = state.status === 'absent' ? undefined : state.record.items.get(itemId);
  if (known?.rejection === reason) return emit();
  if (!isLive(state)) return notLive(state);
  if (known === undefined) return refuse({ code: 'inquiry/unknown-item', itemId });
  if (known.rejection !== undefined)
    return refuse({ code: 'inquiry/item-rejected', itemId, reason: known.rejection });
  return emit({ type: 'InquiryItemRejected', data: { inquiryId, itemId, reason } });
};
