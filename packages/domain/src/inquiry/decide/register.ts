import { firstTwice } from '../../shared/first-twice.ts';
import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, refuse } from '../refusals.ts';
import type { Inquiry } from '../state.ts';

/**
 * Takes in what the customer asks (VA11). Registering it again in the same words changes nothing,
 * whatever has become of it.
 */
export const register = (
  { at: _, ...received }: Data<'RegisterInquiry'>,
  state: Inquiry,
): Answer => {
  if (state.status !== 'absent')
    return same(state.record.received, received)
      ? emit()
      : refuse({ code: 'inquiry/already-registered' });
  const twice = firstTwice(received.items.map(({ itemId }) => itemId));
  if (twice !== undefined) return refuse({ code: 'inquiry/item-twice', itemId: twice });
  return emit({ type: 'InquiryReceived', data: received });
};
