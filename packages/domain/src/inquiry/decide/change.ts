import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, notLive } from '../refusals.ts';
import { type Inquiry, isLive } from '../state.ts';

/** Replaces the header (VA12). A later last day keeps an inquiry alive. */
export const change = (
  { inquiryId, header: to }: Data<'ChangeInquiry'>,
  state: Inquiry,
): Answer => {
  if (!isLive(state)) return notLive(state);
  const { header: from } = state.record;
  return same(from, to) ? emit() : emit({ type: 'InquiryChanged', data: { inquiryId, from, to } });
};
