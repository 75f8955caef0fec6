import { same } from '../../shared/same.ts';
import { type Answer, type Data, emit, notLive } from '../refusals.ts';
import { type Inquiry, isLive } from '../state.ts';

/** The header is put in place of the one before (VA12). A later last day keeps an inquiry alive. */
export const changeHeader = (
  { inquiryId, header: to }: Data<'ChangeInquiry'>,
  state: Inquiry,
): Answer => {
  if (!isLive(state)) return notLive(state);
  const { header: from } = state;
  return same(from, to) ? emit() : emit({ type: 'InquiryChanged', data: { inquiryId, from, to } });
};
