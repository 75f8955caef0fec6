import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, notLive, refuse } from '../refusals.ts';
import { type Inquiry, isLive } from '../state.ts';
import { inquiryLimits } from '../values/item.ts';

/** Adds what else the customer asks for. A quoted inquiry is open again until that is quoted too. */
export const addItem = ({ inquiryId, item }: Data<'AddInquiryItem'>, state: Inquiry): Answer => {
  if (!isLive(state)) return notLive(state);
  const { itemId } = item;
  const { items } = state.record;
  const known = items.get(itemId);
  if (known !== undefined)
    return same(known.item, item) ? emit() : refuse({ code: 'inquiry/item-exists', itemId });
  if (items.size >= inquiryLimits.items)
    return refuse({ code: 'inquiry/too-many-items', limit: inquiryLimits.items });
  return emit({ type: 'InquiryItemAdded', data: { inquiryId, item } });
};
