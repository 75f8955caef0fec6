import { firstTwice } from '../../shared/first-twice.ts';
import { same } from '../../shared/same.ts';
import type { Inquiry } from '../inquiry.ts';
import { type Answer, type Data, emit, isLive, notLive, refuse } from '../refusals.ts';

/** The customer asks (VA11). Registered again in the same words it stands, whatever became of it. */
export const register = (
  { at: _, ...received }: Data<'RegisterInquiry'>,
  state: Inquiry,
): Answer => {
  if (state.status !== 'absent')
    return same(state.received, received) ? emit() : refuse({ code: 'inquiry/already-registered' });
  const twice = firstTwice(received.items.map(({ itemId }) => itemId));
  if (twice !== undefined) return refuse({ code: 'inquiry/item-twice', itemId: twice });
  return emit({ type: 'InquiryReceived', data: received });
};

/** The header is put in place of the one before (VA12). A later last day keeps an inquiry alive. */
export const changeHeader = (
  { inquiryId, header: to }: Data<'ChangeInquiry'>,
  state: Inquiry,
): Answer => {
  if (!isLive(state)) return notLive(state);
  const { header: from } = state;
  return same(from, to) ? emit() : emit({ type: 'InquiryChanged', data: { inquiryId, from, to } });
};
