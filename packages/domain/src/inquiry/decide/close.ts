import { type Answer, type Data, emit, notLive } from '../refusals.ts';
import { type Inquiry, isLive } from '../state.ts';

/** Ends an inquiry of which nothing more will come: answered by phone, asked elsewhere, a joke. */
export const close = ({ inquiryId, reason }: Data<'CloseInquiry'>, state: Inquiry): Answer => {
  if (state.status === 'closed' && state.reason === reason) return emit();
  if (!isLive(state)) return notLive(state);
  return emit({ type: 'InquiryClosed', data: { inquiryId, reason } });
};
